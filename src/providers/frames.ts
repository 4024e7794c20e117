/** How the body of a success is read. */
export type BodyForm =
  /** Server-sent events. */
  | 'sse'
  /** JSON, one value a line. */
  | 'ndjson'
  /** One JSON value. */
  | 'json';

/** Bytes of one event, line or value; no protocol here sends more, a hostile host could send one without end. */
const longestFrame = 8 * 1024 * 1024;
/** Bytes of a whole answer: the longest answer of any model, one token an event, is a quarter of it. */
const longestBody = 256 * 1024 * 1024;

const newline = 10;
const carriageReturn = 13;

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
 * Passes a body on in whole frames, so that a client never holds more than one and never sees half of one. Throws
 * `MalformedBody` beyond the bounds, and behind the last line that could be read.
 */
export class FrameGate {
  /** A frame that cannot be read came behind those that were passed. */
  private broken = false;
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  private body = 0;
  private readonly ends: FrameEnds;
  private readonly decoder = new TextDecoder();

  constructor(private readonly form: BodyForm) {
    this.ends = form === 'sse' ? new EmptyLines() : form === 'ndjson' ? { lastIn: lastNewline } : { lastIn: lastByte };
  }

  /** The frames that are whole now, perhaps none. */
  pass(chunk: Uint8Array): Uint8Array {
    this.body += chunk.length;
    if (this.body > (this.form === 'json' ? longestFrame : longestBody)) throw new MalformedBody();
    const end = this.ends.lastIn(chunk);
    this.hold(chunk.subarray(0, end));
    const frames = end === 0 ? new Uint8Array() : this.release();
    this.hold(chunk.subarray(end));
    if (this.heldBytes > longestFrame) throw new MalformedBody();
    return this.form === 'ndjson' ? this.readable(frames) : frames;
  }

  /** To be asked before more of the body is awaited. */
  check(): void {
    if (this.broken) throw new MalformedBody();
  }

  /** What stands behind the last frame at the end of the body, where it is whole: not every last line has an end. */
  rest(): Uint8Array {
    this.check();
    const last = this.release();
    return this.form === 'ndjson' && isJson(this.decoder.decode(last)) ? last : new Uint8Array();
  }

  private hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.held.push(bytes);
    this.heldBytes += bytes.length;
  }

  private release(): Uint8Array {
    const all = new Uint8Array(this.heldBytes);
    let offset = 0;
    for (const piece of this.held) {
      all.set(piece, offset);
      offset += piece.length;
    }
    this.held = [];
    this.heldBytes = 0;
    return all;
  }

  /**
   * The lines before the first that is not JSON. Ollama's client skips such a line and writes it to the console: the
   * answer would have a hole, and the user's code would stand in a log.
   */
  private readable(lines: Uint8Array): Uint8Array {
    let start = 0;
    while (start < lines.length) {
      const end = lines.indexOf(newline, start) + 1;
      const line = this.decoder.decode(lines.subarray(start, end));
      if (line.trim() !== '' && !isJson(line)) {
        this.broken = true;
        return lines.subarray(0, start);
      }
      start = end;
    }
    return lines;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Finds where the last whole frame of a chunk ends: an index one behind it, 0 when none ends here. */
interface FrameEnds {
  lastIn(chunk: Uint8Array): number;
}

function lastNewline(chunk: Uint8Array): number {
  return chunk.lastIndexOf(newline) + 1;
}

function lastByte(chunk: Uint8Array): number {
  return chunk.length;
}

/** An event ends with an empty line, whichever of the three line ends the host uses. */
class EmptyLines implements FrameEnds {
  private last = 0;
  private lineIsEmpty = true;
  /** The line end that came last ended an event too. */
  private closed = false;

  lastIn(chunk: Uint8Array): number {
    let end = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      const isSecondOfPair = byte === newline && this.last === carriageReturn;
      this.last = byte;
      if (byte !== newline && byte !== carriageReturn) {
        this.lineIsEmpty = false;
        continue;
      }
      if (!isSecondOfPair) {
        this.closed = this.lineIsEmpty;
        this.lineIsEmpty = true;
      }
      if (this.closed) end = index + 1;
    }
    return end;
  }
}
