import { anchorOf, insideFence, lastLine, type CutPoint, solidOf } from './cutPoint';

/** What a reply puts around the rest of the answer, or around the last words: to be left out at its end too. */
export interface Wrapping {
  /** A fence was opened before the last words. */
  readonly fence: boolean;
  /** What closes the quote or the emphasis that was opened right before them. */
  readonly closer?: string;
  /** Dots stand before them. */
  readonly hasDots: boolean;
  /** They are on a quoted line. */
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

/** `begin` is how the last words begin in the reply; what the text shown has before them too is its own. */
export function wrappingOf(reply: string, begin: string, seam: CutPoint): Wrapping {
  const solid = solidOf(seam);
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
    isQuotedLine: /^\s*>/.test(line) && !/^\s*>/.test(shownLine) && !/^\s*>/.test(anchorOf(seam)),
  };
}

/** What stands before the last words in the reply, without the signs that stand before them in the text shown too. */
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

/** Lets through what goes on, and leaves out what closes the wrapping at its end. */
export class Unwrapping {
  private held = '';
  private told = '';

  constructor(
    private readonly seam: CutPoint,
    private readonly wrapping: Wrapping,
  ) {}

  push(text: string): string {
    this.held += text;
    const at = this.wrapping.fence ? this.fenceAt() : this.closerAt();
    const passed = this.held.slice(0, at);
    this.held = this.held.slice(at);
    this.told += passed;
    return passed;
  }

  end(): string {
    const { fence, closer } = this.wrapping;
    if (fence) {
      const lines = [...this.held.matchAll(bareFence)].filter(({ index }) => index >= this.wrappingEnd());
      return lines.length % 2 === 1 ? this.held.slice(0, lines.at(-1)?.index) : this.held;
    }
    if (closer === undefined || !this.held.startsWith(closer)) return this.held;
    return isOpenIn(this.told, closer) ? this.held : '';
  }

  private fenceAt(): number {
    const end = this.wrappingEnd();
    if (end < this.held.length) return end;
    const line = this.held.lastIndexOf('\n');
    return line !== -1 && /^\n {0,3}[`~]*[ \t]*$/.test(this.held.slice(line)) ? line : this.held.length;
  }

  /** From a fence on that would open a block without a name it may be the end. */
  private wrappingEnd(): number {
    for (const { index } of this.held.matchAll(bareFence)) {
      if (!insideFence(solidOf(this.seam) + this.told + this.held.slice(0, index))) return index;
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

/** Whether what `closer` closes was opened in the text itself. */
function isOpenIn(text: string, closer: string): boolean {
  const opener = Object.keys(closers).find((key) => closers[key] === closer);
  const closed = text.split(closer).length - 1;
  return opener === undefined ? closed % 2 === 1 : text.split(opener).length - 1 > closed;
}
