import { uniformOf } from './keyed';
import type { Region } from '../file/region';
import type { Source } from '../file/source';
import type { Token, TokenKind } from '../file/tokens';

/** Chance that a model of middle strength knows a token, near the cursor. */
const known: Readonly<Record<TokenKind | 'seen', number>> = {
  space: 0.985,
  punctuation: 0.965,
  keyword: 0.95,
  seen: 0.88,
  identifier: 0.5,
  number: 0.6,
  string: 0.62,
  comment: 0.55,
};

/** The exponent put on each chance: a weak model knows less, a strong one more. */
export const strengths = { weak: 2, middle: 1, strong: 0.45 } as const;
export type Strength = keyof typeof strengths;

const decayPerToken = 0.998;
/** The rest of the line is right although one token is not; a line after a wrong one is right again. */
const onlyToken = 0.5;
const recovers = 0.4;
/** The model does not see that brackets stand behind the cursor; it does not stop where the hole ends. */
const ignoresStanding = 0.3;
const runsOn = 0.3;
const longestAnswer = 1_600;

/** Knows how the file will look, and tells it as a model would: right for a while, then wrong but plausible. */
export class Oracle {
  private region: Region | undefined;
  private readonly answers = new Map<string, readonly string[]>();
  private readonly firstUse = new Map<string, number>();

  constructor(
    private readonly source: Source,
    private readonly strength: Strength,
    private readonly seed: number,
  ) {
    for (const token of source.tokens) {
      const text = source.text.slice(token.start, token.end);
      if (!this.firstUse.has(text)) this.firstUse.set(text, token.start);
    }
  }

  /** The piece that is being written: where a text occurs twice, this is meant. */
  attend(region: Region): void {
    this.region = region;
    this.answers.clear();
  }

  /** What the model writes at a hole, in its tokens. The same hole always gets the same text. */
  answer(prefix: string, suffix: string): readonly string[] {
    const region = this.region!;
    const at = this.locate(prefix, region);
    const standing = at === undefined ? '' : this.standing(suffix, region);
    const key = at === undefined ? prefix.slice(-60) : `${at} ${standing}`;
    let answer = this.answers.get(key);
    if (!answer) {
      answer = piecesOf(at === undefined ? this.astray(prefix) : this.write(at, standing, region));
      this.answers.set(key, answer);
    }
    return answer;
  }

  private locate(prefix: string, { start, end }: Region): number | undefined {
    const { text } = this.source;
    for (const length of [240, 80, 40, 20, 8]) {
      const mark = prefix.slice(-length);
      for (let found = text.indexOf(mark, Math.max(0, start - mark.length)); found >= 0;) {
        const at = found + mark.length;
        if (at > end) break;
        if (at >= start) return at;
        found = text.indexOf(mark, found + 1);
      }
    }
    return undefined;
  }

  /** The closing characters that stand between the hole and what follows the piece. */
  private standing(suffix: string, { end }: Region): string {
    const following = this.source.text.slice(end, end + 40);
    const length = following.trim() === '' ? suffix.trimEnd().length : suffix.indexOf(following);
    return length > 0 && length < 200 ? suffix.slice(0, length).trim() : '';
  }

  private write(at: number, standing: string, region: Region): string {
    const { text } = this.source;
    const sees = uniformOf(this.seed, this.source.index, at, 30) >= ignoresStanding;
    const close = standing === '' || !sees ? undefined : this.closeOf(at, standing.charAt(0), region);
    const stops = uniformOf(this.seed, this.source.index, region.end, 31) >= runsOn;
    const end = close ?? (stops ? region.end : text.length);
    return this.told(at, Math.min(end, at + longestAnswer));
  }

  /** Where the bracket that stands behind the cursor belongs, with the line break before it. */
  private closeOf(at: number, char: string, { start, end }: Region): number | undefined {
    let first = Infinity;
    for (const [open, close] of this.source.pairs) {
      if (open >= start && open < at && close >= at && close < end && this.source.text.charAt(close) === char) {
        first = Math.min(first, close);
      }
    }
    if (first === Infinity) return undefined;
    return at + this.source.text.slice(at, first).trimEnd().length;
  }

  private told(at: number, end: number): string {
    const { text, tokens } = this.source;
    let told = '';
    let isLost = false;
    let distance = 0;
    for (let index = this.tokenAt(at); index < tokens.length; index += 1) {
      const token = tokens[index]!;
      if (token.start >= end) break;
      const from = Math.max(token.start, at);
      const right = text.slice(from, Math.min(token.end, end));
      distance += 1;
      if (isLost) {
        if (!right.includes('\n')) continue;
        isLost = uniformOf(this.seed, this.source.index, token.start, 32) >= recovers;
        told += isLost ? `${right}${this.otherLine(token.end)}` : right;
        continue;
      }
      if (this.knows(token, from, distance)) told += right;
      else {
        told += this.otherWord(token, right);
        isLost = uniformOf(this.seed, this.source.index, token.start, 33) >= onlyToken;
        if (isLost) told += this.otherRest(token.start);
      }
    }
    return told;
  }

  /** Index of the token that an offset lies in. */
  private tokenAt(offset: number): number {
    let low = 0;
    let high = this.source.tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.source.tokens[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private knows(token: Token, from: number, distance: number): boolean {
    const text = this.source.text.slice(token.start, token.end);
    const isSeen = token.kind === 'identifier' && (this.firstUse.get(text) ?? Infinity) < token.start;
    const base = known[isSeen ? 'seen' : token.kind] ** strengths[this.strength];
    // Each letter that is typed makes a word easier to guess.
    const chance = 1 - (1 - base * decayPerToken ** distance) * 0.75 ** (from - token.start);
    return uniformOf(this.seed, this.source.index, token.start, 34) < chance;
  }

  /** Another token of the same kind. */
  private otherWord({ start, kind }: Token, right: string): string {
    if (kind === 'space') return right.includes('\n') ? ';' : ' ';
    const { tokens, text } = this.source;
    const from = Math.floor(uniformOf(this.seed, start, 35) * tokens.length);
    for (let step = 0; step < tokens.length; step += 1) {
      const other = tokens[(from + step) % tokens.length]!;
      const word = text.slice(other.start, other.end);
      if (other.kind === kind && word !== right && word.length < 24) return word;
    }
    return 'value';
  }

  private otherRest(start: number): string {
    const line = this.otherLine(start);
    return line.slice(Math.floor(line.length / 2));
  }

  /** The text of some other line of the file, without its indentation. */
  private otherLine(offset: number): string {
    const { text } = this.source;
    const from = text.indexOf('\n', Math.floor(uniformOf(this.seed, offset, 36) * (text.length - 200)));
    return /\S[^\n]*/.exec(text.slice(from))?.[0] ?? '';
  }

  /** The hole is not on the way to the file, for instance behind a slip of the finger. */
  private astray(prefix: string): string {
    return `${this.otherRest(prefix.length)}\n`;
  }
}

/** Tokens as a model counts them, about four characters each. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\s*\n[ \t]*|[ \t]?\w{1,5}|[ \t]+|[^\s\w]{1,2}/g) ?? [];
}
