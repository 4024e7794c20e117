import type { EventStreamCodec } from '@smithy/core/event-streams';
import { lazy } from '../../model/async/lazy';
import { maxFrameBytes } from '../framing/frames';
import { recordOf, textOf } from '../../model/text/jsonValue';

type Bytes = Uint8Array<ArrayBuffer>;

const codec = lazy(async () => {
  const { EventStreamCodec: Codec } = await import('@smithy/core/event-streams');
  return new Codec(
    (bytes: Uint8Array | string) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
    (text) => new TextEncoder().encode(text),
  );
});

/** Loads what the first answer would have to wait for. */
export async function prepareEventStream(): Promise<void> {
  await codec();
}

/**
 * The response with Amazon's frames, each with a length and checksums, as server-sent events, which all that is behind it reads:
 * an event or exception becomes an object under its name. Everything that does not begin as such a frame stays as it is. A frame
 * that is broken becomes an event that cannot be read; one that is cut is left out, as is what comes after it.
 */
export async function asEvents(response: Response): Promise<Response> {
  if (!response.ok || !response.body) return response;
  const frames = new Frames(await codec());
  const body = response.body.pipeThrough(
    new TransformStream<Bytes, Bytes>(
      { transform: (chunk, controller) => frames.push(chunk, (bytes) => controller.enqueue(bytes)) },
      { highWaterMark: 1 },
      { highWaterMark: 0 },
    ),
  );
  const { status, headers } = response;
  return new Response(body, { status, headers });
}

const lengthBytes = 4;
/** A frame's length, that of its headers, a checksum of both, and one of all. */
const leastFrameBytes = 16;

const unreadable = 'data: {"\n\n';

class Frames {
  private readonly held: Uint8Array[] = [];
  private heldBytes = 0;
  /** Bytes without which there is nothing to be read: a length, then the frame. */
  private wantedBytes = lengthBytes;
  private isFramed: boolean | undefined;
  private isBroken = false;

  constructor(private readonly codec: EventStreamCodec) {}

  push(chunk: Bytes, give: (bytes: Bytes) => void): void {
    if (chunk.length === 0 || this.isBroken) return;
    // The first byte of a length is 0 for every frame that is not far too long; no text begins with it.
    this.isFramed ??= chunk[0] === 0;
    if (!this.isFramed) {
      give(chunk);
      return;
    }
    this.held.push(chunk);
    this.heldBytes += chunk.length;
    const events = this.whole();
    if (events !== '') give(new TextEncoder().encode(events));
  }

  private whole(): string {
    let events = '';
    while (!this.isBroken && this.heldBytes >= this.wantedBytes) {
      const bytes = Buffer.concat(this.held.splice(0));
      const length = bytes.readUInt32BE(0);
      this.isBroken = length > maxFrameBytes || length < leastFrameBytes;
      const isWhole = !this.isBroken && bytes.length >= length;
      if (isWhole) events += this.eventOf(bytes.subarray(0, length));
      const rest = isWhole ? bytes.subarray(length) : bytes;
      this.held.push(rest);
      this.heldBytes = rest.length;
      this.wantedBytes = isWhole ? lengthBytes : length;
    }
    return this.isBroken ? events + unreadable : events;
  }

  private eventOf(frame: Uint8Array): string {
    try {
      const { headers, body } = this.codec.decode(frame);
      const said = (name: string): string => textOf(recordOf(headers[name]).value);
      const text = new TextDecoder().decode(body);
      switch (said(':message-type')) {
        case 'event':
          return `data: {${JSON.stringify(said(':event-type'))}:${text === '' ? '{}' : oneLine(text)}}\n\n`;
        case 'exception':
          return `data: ${JSON.stringify({ [said(':exception-type')]: exceptionOf(text) })}\n\n`;
        case 'error': {
          const error = { type: said(':error-code'), message: said(':error-message') };
          return `data: ${JSON.stringify({ error })}\n\n`;
        }
        default:
          return '';
      }
    } catch {
      this.isBroken = true;
      return '';
    }
  }
}

/** Outside of a JSON text's strings only; within, it writes them as escapes. */
function oneLine(json: string): string {
  return json.replace(/[\r\n]+/g, ' ');
}

function exceptionOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
