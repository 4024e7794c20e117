import { anchorOf, insideFence, lastLine, type CutPoint, solidOf } from './cutPoint';

/** What a reply puts around the rest of the answer, or around the last words. Its end is left out, too. */
export interface Wrapping {
  /** A fence was opened before the last words. */
  readonly fence: boolean;
  /** The sign that closes the quote or the emphasis opened right before the last words. */
  readonly closer?: string;
  /** Dots stand before the last words. */
  readonly hasDots: boolean;
  /** The last words are on a quoted line. */
  readonly isQuotedLine: boolean;
}

const closers: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“',
  '«': '»',
  '‹': '›',
  '「': '」',
  '『': '』',
  '‘': '’',
  '‚': '‘',
};
const opened = /([*_`~"'“„«‹「『‘‚]*)((?:\.{2,}|…)?)[^\S\n]*$/u;
const fenceLine = /^ {0,3}(?:`{3,}|~{3,})/;
const bareFence = /(?:^|\n) {0,3}(?:`{3,}|~{3,})[ \t]*(?=\n|$)/g;

/** `begin`: how the last words begin in the reply. Signs that the text shown has before them, too, are no wrapping. */
export function wrappingOf(reply: string, begin: string, cutPoint: CutPoint): Wrapping {
  const solid = solidOf(cutPoint);
  const before = withoutOwn(reply, solid.slice(0, Math.max(0, solid.lastIndexOf(begin))));
  const [, marks = '', dots = ''] = opened.exec(before) ?? [];
  const line = lastLine(before);
  const shownLine = lastLine(solid);
  const fences = before
    .split('\n')
    .slice(0, -1)
    .filter((each) => fenceLine.test(each));
  const closing = Array.from(marks, (mark) => closers[mark] ?? mark).reverse();
  return {
    fence: fences.length % 2 === 1,
    closer: closing.length === 0 ? undefined : closing.join(''),
    hasDots: dots !== '',
    isQuotedLine: /^\s*>/.test(line) && !/^\s*>/.test(shownLine) && !/^\s*>/.test(anchorOf(cutPoint)),
  };
}

/** The text before the last words in the reply, without the signs that the text shown has there, too. */
function withoutOwn(before: string, shown: string): string {
  let rest = before;
  let own = shown.trimEnd();
  for (;;) {
    const end = rest.trimEnd();
    const sign = end.slice(-1);
    if (!/[*_`~>"'“„«「『]/u.test(sign) || sign !== own.slice(-1)) return rest;
    rest = end.slice(0, -1);
    own = own.slice(0, -1).trimEnd();
  }
}

/** Lets the continuation through and leaves out the end of its wrapping. */
export class Unwrapping {
  private held = '';
  private emitted = '';

  constructor(
    private readonly cutPoint: CutPoint,
    private readonly wrapping: Wrapping,
  ) {}

  push(text: string): string {
    this.held += text;
    const at = this.wrapping.fence ? this.fenceAt() : this.closerAt();
    const passed = this.held.slice(0, at);
    this.held = this.held.slice(at);
    this.emitted += passed;
    return passed;
  }

  end(): string {
    const { fence, closer } = this.wrapping;
    if (fence) {
      const lines = [...this.held.matchAll(bareFence)].filter(({ index }) => index >= this.wrappingEnd());
      return lines.length % 2 === 1 ? this.held.slice(0, lines.at(-1)?.index) : this.held;
    }
    if (closer === undefined || !this.held.startsWith(closer)) return this.held;
    return isOpenIn(this.emitted, closer) ? this.held : '';
  }

  private fenceAt(): number {
    const end = this.wrappingEnd();
    if (end < this.held.length) return end;
    const line = this.held.lastIndexOf('\n');
    return line !== -1 && /^\n {0,3}[`~]*[ \t]*$/.test(this.held.slice(line)) ? line : this.held.length;
  }

  /** The end of the wrapping may begin with a fence that would otherwise open a block without a name. */
  private wrappingEnd(): number {
    for (const { index } of this.held.matchAll(bareFence)) {
      if (!insideFence(solidOf(this.cutPoint) + this.emitted + this.held.slice(0, index))) return index;
    }
    return this.held.length;
  }

  private closerAt(): number {
    const { closer } = this.wrapping;
    if (closer === undefined) return this.held.length;
    const trimmed = this.held.trimEnd();
    for (let length = closer.length; length > 0; length -= 1) {
      if (trimmed.endsWith(closer.slice(0, length))) return trimmed.length - length;
    }
    return this.held.length;
  }
}

/** Whether the text itself opens what `closer` closes. */
function isOpenIn(text: string, closer: string): boolean {
  const opener = Object.keys(closers).find((key) => closers[key] === closer);
  const closed = text.split(closer).length - 1;
  return opener === undefined ? closed % 2 === 1 : text.split(opener).length - 1 > closed;
}
