import type { Frame } from './frame';
import { FrameText } from './frameText';
import { readJson, withoutEmptyError } from './lenientJson';
import { recordOf, textOf } from '../../model/text/jsonValue';

/** How the body of a success is read. */
export type BodyForm =
  /** Server-sent events. */
  | 'sse'
  /** JSON, one value a line. */
  | 'ndjson'
  /** One JSON value. */
  | 'json';

/** Bytes of one event, line or value; no protocol here sends more, a hostile host could send one without end. */
export const maxFrameBytes = 8 * 1024 * 1024;
/** Bytes of a whole answer: the longest answer of any model, one token an event, is a quarter of it. */
const maxBodyBytes = 256 * 1024 * 1024;

/** The body is not what it says it is; reading on makes no sense. */
export class MalformedBody extends Error {}

/** What comes first in a body, white space and byte order mark aside; undefined while nothing has come. */
export function firstSign(bytes: Uint8Array): string | undefined {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let index = start; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte > 32) return String.fromCharCode(byte);
  }
  return undefined;
}

/**
 * Reads a body as leniently as clients do and passes it on strictly: whole frames alone, each with one JSON object on one
 * line, without keep-alives, and nothing after `[DONE]`. So no client sees half of a frame, or throws at an empty one.
 * Throws `MalformedBody` beyond the bounds, and after a frame that cannot be read and may have held text.
 */
export class FrameGate {
  /** The host said `[DONE]`. */
  isDone = false;
  /** A frame that cannot be read came after the passed ones. */
  private isBroken = false;
  private body = 0;
  private passedAny = false;
  /** The last line that was passed said that it is the last, and had text. */
  private earlyEnd = false;
  private skippedAny = false;
  private readonly text: FrameText;

  constructor(private readonly form: BodyForm) {
    this.text = new FrameText(form === 'sse');
  }

  /** The frames that are whole now, perhaps none. */
  pass(chunk: Uint8Array): Uint8Array {
    this.body += chunk.length;
    if (this.body > (this.form === 'json' ? maxFrameBytes : maxBodyBytes)) throw new MalformedBody();
    if (this.form === 'json') return chunk;
    const passed = this.passable(this.text.push(chunk));
    if (this.text.heldChars > maxFrameBytes) throw new MalformedBody();
    return passed;
  }

  /** To be asked before more of the body is awaited. */
  check(): void {
    if (this.isBroken) throw new MalformedBody();
  }

  /** The text after the last frame at the end of the body, where it is a whole frame: some last frames have no end. */
  rest(): Uint8Array {
    this.check();
    if (this.form === 'json') return new Uint8Array();
    const passed = this.passable(this.text.rest());
    if (this.earlyEnd) return new TextEncoder().encode(`${new TextDecoder().decode(passed)}{"done":true}\n`);
    if (!this.passedAny && this.skippedAny && !this.isDone) throw new MalformedBody();
    return passed;
  }

  /** The client stops at the first line that says it is the last, though text may still follow. */
  private ollamaLine(value: Readonly<Record<string, unknown>>, json: string): string {
    const { done, done_reason: reason, message, response } = value;
    this.earlyEnd = done === true && (textOf(recordOf(message).content) || textOf(response)) !== '';
    if (!this.earlyEnd) return `${json}\n`;
    return `${JSON.stringify({ ...value, done: false, done_reason: textOf(reason) || 'stop' })}\n`;
  }

  private passable(frames: Iterable<Frame>): Uint8Array {
    let out = '';
    for (const frame of frames) {
      if (this.isDone || this.isBroken) break;
      out += this.written(frame);
    }
    if (out !== '') this.passedAny = true;
    return new TextEncoder().encode(out);
  }

  private written({ event, data, isLast = false }: Frame): string {
    if (data.trim() === '') return lastEvents.test(event) ? this.line(event, {}) : '';
    if (/^\s*"?\[DONE\]/i.test(data)) {
      this.isDone = true;
      return '';
    }
    const read = readJson(data);
    if (read === undefined && event === 'error') return this.line(event, { type: event, error: { message: data } });
    if (read === undefined) {
      // A part of a frame at the end of a body is a cut, and fails as one.
      if (!isLast && mayHoldText(event, data)) this.isBroken = true;
      else this.skippedAny ||= !isLast;
      return '';
    }
    if (!Array.isArray(read.value)) return this.line(event, read.value, read.text);
    return (read.value as readonly unknown[]).map((value) => this.line(event, value)).join('');
  }

  /** `text`: the value as it came, where it stands on one line. */
  private line(event: string, value: unknown, text?: string): string {
    if (typeof value === 'string' && value.trim() !== '') this.isBroken = true;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
    const cleaned = named(event, withoutEmptyError(value as Record<string, unknown>));
    const json = cleaned === value && text !== undefined ? text : JSON.stringify(cleaned);
    if (this.form === 'ndjson') return this.ollamaLine(cleaned, json);
    // A client of Anthropic leaves out what has no name.
    const name = event === '' && typeof cleaned.type === 'string' ? cleaned.type : event;
    return /^[\w.-]+$/.test(name) ? `event: ${name}\ndata: ${json}\n\n` : `data: ${json}\n\n`;
  }
}

/** The name says all that there is to say. */
const lastEvents = /^(?:message_stop|response\.completed)$/;

/** The name of an event stands in its value too, where it comes from a vendor; not all who copy the protocol know. */
function named(event: string, value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isNamed = /^(?:message|content_block|response)[._]/.test(event) && typeof value.type !== 'string';
  return isNamed ? { type: event, ...value } : value;
}

const silentEvents =
  /^(?:ping|keep-?alive|heartbeat|message_start|message_delta|content_block_stop|message_stop|response\.(?:created|in_progress|queued))$/i;
const silentData =
  /^\s*\{\s*"type"\s*:\s*"(?:ping|keep-?alive|heartbeat|content_block_stop|message_stop|response\.(?:created|in_progress|queued))"|"choices"\s*:\s*\[\s*\]/i;

/** Text stands in quotes in every protocol, and in few of their events. */
function mayHoldText(event: string, data: string): boolean {
  return /["{[]/.test(data) && !silentEvents.test(event) && !silentData.test(data);
}
