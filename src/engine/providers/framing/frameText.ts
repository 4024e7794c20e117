import type { Frame } from './frame';
import { isWholeObject } from './lenientJson';

/** Lines of an event, and characters; of a longer one the end is seen at the empty line only. */
const mostReadAgain = { lines: 256, chars: 64 * 1024 };

/**
 * Splits the text of a body into its events, or its lines, by
 * https://html.spec.whatwg.org/multipage/server-sent-events.html and as leniently as other clients. An event with a
 * whole JSON object as data is complete, with or without an empty line after it.
 */
export class FrameText {
  private readonly decoder = new TextDecoder();
  private held: string[] = [];
  private heldLength = 0;
  private endsWithReturn = false;
  private event = '';
  private data: string[] = [];
  private dataLength = 0;
  /** JSON has begun in the data. */
  private isJson = false;

  constructor(private readonly isEvents: boolean) {}

  /** Characters of what is not whole yet. */
  get heldChars(): number {
    return this.heldLength + this.dataLength;
  }

  *push(bytes: Uint8Array): Generator<Frame> {
    let text = this.decoder.decode(bytes, { stream: true });
    if (this.endsWithReturn && text !== '') {
      // The second half of a line end that was parted.
      if (text.startsWith('\n')) text = text.slice(1);
      this.endsWithReturn = false;
    }
    if (text.endsWith('\r')) this.endsWithReturn = true;
    const [first = '', ...others] = text.split(/\r\n|\n|\r/);
    this.hold(first);
    for (const next of others) {
      yield* this.line(this.release());
      this.hold(next);
    }
  }

  /** At the end of the body. */
  *rest(): Generator<Frame> {
    this.hold(this.decoder.decode());
    const last = this.release();
    if (!this.isEvents) {
      yield { event: '', data: [...this.data, withoutField(last)].join('\n'), isLast: true };
      return;
    }
    if (last !== '') yield* this.line(last);
    yield* this.flush(true);
  }

  private hold(text: string): void {
    if (text === '') return;
    this.held.push(text);
    this.heldLength += text.length;
  }

  private addData(value: string): void {
    this.isJson ||= /^\s*[[{]/.test(value);
    this.data.push(value);
    this.dataLength += value.length;
  }

  private release(): string {
    const text = this.held.join('');
    this.held = [];
    this.heldLength = 0;
    return text;
  }

  private *line(line: string): Generator<Frame> {
    if (!this.isEvents) {
      yield* this.value(withoutField(line));
      return;
    }
    if (line === '') {
      yield* this.flush(false);
      return;
    }
    const colon = line.indexOf(':');
    const field = (colon < 0 ? line : line.slice(0, colon)).trim().toLowerCase();
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.event = value.trim();
    else if (field === 'data') yield* this.dataLine(value);
  }

  private *dataLine(value: string): Generator<Frame> {
    const isWhole = !this.isJson && (/^\s*\[DONE\]/i.test(value) || isWholeObject(value));
    // What stands before it without an empty line between is an event too.
    if (isWhole) {
      const { event } = this;
      yield* this.flush(false);
      this.event = event;
    }
    this.addData(value);
    if (isWhole || this.isWholeNow(value)) yield* this.flush(false);
  }

  /** Only where the line may end what others began: all of it is read again each time. */
  private isWholeNow(value: string): boolean {
    const { length } = this.data;
    const isCheap = length <= mostReadAgain.lines && this.dataLength <= mostReadAgain.chars;
    return length > 1 && isCheap && value.trimEnd().endsWith('}') && isWholeObject(this.data.join('\n'));
  }

  /** A value that was written over several lines begins with a bracket that stands alone. */
  private *value(line: string): Generator<Frame> {
    if (this.data.length === 0 && !/^\s*[[{]\s*$/.test(line)) {
      yield { event: '', data: line };
      return;
    }
    this.addData(line);
    if (this.isWholeNow(line)) yield* this.flush(false);
  }

  private *flush(isLast: boolean): Generator<Frame> {
    const { event, data } = this;
    this.event = '';
    this.data = [];
    this.dataLength = 0;
    this.isJson = false;
    if (data.length > 0) yield { event, data: data.join('\n'), ...(isLast ? { isLast } : {}) };
  }
}

/** A line of values, which a gateway may have put into events: of their other fields nothing is left. */
function withoutField(line: string): string {
  return /^(?::|event:|id:|retry:)/.test(line) ? '' : line.replace(/^data:/, '');
}
