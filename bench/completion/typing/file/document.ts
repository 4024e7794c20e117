import type { Region } from './region';
import type { Source } from './source';

/** What stands around the cursor, the whole file. */
export interface Moment {
  readonly path: string;
  readonly languageId: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** What a key did: the text it wrote before the cursor, or nothing when the cursor only moved. */
export interface Stroke {
  readonly written: string;
  readonly moved: boolean;
  /** Closing characters that the editor wrote behind the cursor by itself. */
  readonly closed: number;
  /** The character behind the cursor was overtyped. */
  readonly overtyped: boolean;
}

/** A character that stands behind the cursor already, and where in the final text it belongs. */
interface Standing {
  readonly offset: number;
  readonly char: string;
}

/**
 * A file while a piece of it is being written. `at` is the offset into the final text that is written next; what the editor
 * has closed by itself stands behind the cursor and knows its place in the final text, so that right, missing and doubled
 * text can be told apart exactly.
 */
export class Document {
  at: number;
  /** All before the cursor, with wrong characters if there are some. */
  before: string;
  /** Indentation that the editor wrote and the final text does not have. */
  private surplus = 0;
  private tail: Standing[] = [];
  private readonly after: string;

  constructor(
    readonly source: Source,
    readonly region: Region,
    missing: readonly Region[],
  ) {
    this.at = region.start;
    this.before = withoutRegions(source.text, 0, region.start, missing);
    this.after = withoutRegions(source.text, region.end, source.text.length, missing);
  }

  get isDone(): boolean {
    return this.at >= this.region.end;
  }

  /** What is still to come of this piece, what stands behind the cursor already included. */
  get rest(): string {
    return this.source.text.slice(this.at, this.region.end);
  }

  get suffix(): string {
    return this.tailText + this.after;
  }

  get tailText(): string {
    return this.tail.map(({ char }) => char).join('');
  }

  /** What follows the piece and was there from the beginning. */
  get following(): string {
    return this.after;
  }

  moment(): Moment {
    const { path, languageId } = this.source;
    return { path, languageId, prefix: this.before, suffix: this.suffix };
  }

  /** The cursor stands deeper than what comes next: nothing that is written here is right. */
  get isTooDeep(): boolean {
    return this.surplus > 0;
  }

  /** Characters from `from` to `to` of the final text that stand behind the cursor already. */
  standing(from: number, to: number): number {
    return this.tail.filter(({ offset }) => offset >= from && offset < to).length;
  }

  /** Of those the ones that are not blank. */
  standingMarks(from: number, to: number): number {
    return this.tail.filter(({ offset, char }) => offset >= from && offset < to && char.trim() !== '').length;
  }

  /** Offset of the first character that stands behind the cursor already; the end of the piece when none does. */
  get firstStanding(): number {
    return this.tail[0]?.offset ?? this.region.end;
  }

  /** The right key. */
  type(): Stroke {
    const char = this.source.text.charAt(this.at);
    if (this.surplus > 0) return this.outdent(char);
    if (this.tail[0]?.offset === this.at) return char.trim() === '' ? this.moveOver() : this.overtype(char);
    return char === '\n' ? this.enter() : this.write(char);
  }

  /** A wrong key. */
  mistype(char: string): void {
    this.before += char;
  }

  /** Wrong characters are taken back. */
  erase(): void {
    this.before = this.before.slice(0, -1);
  }

  /** `count` right characters are taken back; they must not reach over a closed bracket. */
  undo(count: number): void {
    this.before = this.before.slice(0, -count);
    this.at -= count;
  }

  /** Takes `length` characters of a suggestion that are the next of the final text. */
  accept(length: number): void {
    this.before += this.source.text.slice(this.at, this.at + length);
    this.at += length;
    this.tail = this.tail.filter(({ offset }) => offset >= this.at);
  }

  private outdent(char: string): Stroke {
    this.before = this.before.slice(0, this.before.length - this.surplus);
    this.surplus = 0;
    // A closing bracket takes the indentation back by itself, and so does Enter; otherwise it takes a key.
    if (/[)\]}\n]/.test(char)) return this.type();
    return { written: '', moved: false, closed: 0, overtyped: false };
  }

  private moveOver(): Stroke {
    while (this.tail[0]?.offset === this.at) {
      this.before += this.tail.shift()!.char;
      this.at += 1;
    }
    return { written: '', moved: true, closed: 0, overtyped: false };
  }

  private overtype(char: string): Stroke {
    this.tail.shift();
    this.before += char;
    this.at += 1;
    return { written: char, moved: false, closed: 0, overtyped: true };
  }

  private enter(): Stroke {
    const { text } = this.source;
    const wanted = /^[ \t]*/.exec(text.slice(this.at + 1, this.at + 80))![0];
    const isBlank = text.charAt(this.at + 1 + wanted.length) === '\n';
    const guess = this.indentation();
    const [closing] = this.tail;
    const pushed = closing && this.pairCloses(closing.offset) ? spaceBefore(text, closing.offset) : undefined;
    if (closing && pushed !== undefined && pushed > this.at) {
      const space = Array.from(text.slice(pushed, closing.offset), (char, index) => ({ offset: pushed + index, char }));
      this.tail.unshift(...space);
    }
    const kept = wanted.startsWith(guess) || guess.startsWith(wanted) ? guess : wanted;
    this.surplus = Math.max(0, kept.length - wanted.length);
    const written = `\n${kept}`;
    this.before += written;
    this.at += 1 + Math.min(kept.length, wanted.length);
    if (isBlank && wanted === '') this.surplus = kept.length;
    return { written, moved: false, closed: 0, overtyped: false };
  }

  /** What the editor puts at the beginning of a new line. */
  private indentation(): string {
    const line = this.before.slice(this.before.lastIndexOf('\n') + 1);
    const indent = /^[ \t]*/.exec(line)![0];
    const opens = this.source.languageId === 'python' ? /[([{:]\s*$/ : /[([{]\s*$/;
    return opens.test(line) ? indent + unitOf(this.source.text) : indent;
  }

  private pairCloses(close: number): boolean {
    return this.source.pairs.get(this.at - 1) === close;
  }

  private write(char: string): Stroke {
    const close = this.source.pairs.get(this.at);
    this.before += char;
    this.at += 1;
    const closes = close !== undefined && this.closesByItself(close);
    if (closes) this.tail.unshift({ offset: close, char: this.source.text.charAt(close) });
    return { written: char, moved: false, closed: closes ? 1 : 0, overtyped: false };
  }

  private closesByItself(close: number): boolean {
    if (close >= this.firstStanding) return false;
    const { text } = this.source;
    const isQuote = /["'`]/.test(text.charAt(close));
    if (isQuote && text.charAt(close) !== text.charAt(this.at - 1)) return false;
    const space = spaceBefore(text, close);
    // Over several lines only where the closing bracket comes to stand on its own line, as the editor puts it.
    if (text.slice(this.at, close).includes('\n') && (text.charAt(this.at) !== '\n' || space === undefined))
      return false;
    return /^[\s;:.,=}\])>]/.test(this.suffix) || this.suffix === '';
  }
}

/** Where the line break and the indentation before an offset begin; undefined when something else stands between. */
function spaceBefore(text: string, offset: number): number | undefined {
  const lineBreak = text.lastIndexOf('\n', offset - 1);
  return lineBreak >= 0 && text.slice(lineBreak, offset).trim() === '' ? lineBreak : undefined;
}

function unitOf(text: string): string {
  return /^\t/m.test(text) ? '\t' : (/^( {2,4})\S/m.exec(text)?.[1] ?? '  ');
}

function withoutRegions(text: string, from: number, to: number, missing: readonly Region[]): string {
  let at = from;
  let kept = '';
  for (const { start, end } of [...missing].sort((a, b) => a.start - b.start)) {
    if (start < from || end > to || start >= to) continue;
    kept += text.slice(at, start);
    at = end;
  }
  return kept + text.slice(at, to);
}
