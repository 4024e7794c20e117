import { lognormalOf, uniformOf } from '../model/keyed';
import type { Source } from '../file/source';

/** How a slip of the finger goes: what is typed, and how many right characters follow before it is noticed. */
export interface Slip {
  readonly char: string;
  readonly late: number;
}

/** Why a key is preceded by its interval; the medians are in milliseconds. */
const rhythms = {
  /** Within a word. */
  inside: { median: 165, sigma: 0.42 },
  word: { median: 290, sigma: 0.6 },
  symbol: { median: 230, sigma: 0.5 },
  enter: { median: 350, sigma: 0.6 },
  line: { median: 800, sigma: 0.8 },
  /** Before a line, or in it, that has to be thought of first. */
  thought: { median: 3_000, sigma: 0.7 },
} as const;

const thoughtBeforeLine = 0.25;
const thoughtBeforeWord = 0.02;
const longestPause = 15_000;
const slipChance = 0.033;
const undoChance = 0.004;

/** One person at one keyboard. All is drawn by file and offset, so that every policy meets the same person. */
export class Typist {
  constructor(
    private readonly source: Source,
    private readonly seed: number,
  ) {}

  /** Milliseconds from the key before to the key that writes the character at `offset`, without any reading. */
  interval(offset: number): number {
    const { median, sigma } = rhythms[this.rhythm(offset)];
    return Math.min(longestPause, lognormalOf(median, sigma, ...this.key(offset, 1)));
  }

  /** While correcting, between two presses of the same key. */
  correction(offset: number, nth: number): number {
    return lognormalOf(nth === 0 ? 320 : 130, 0.4, ...this.key(offset, 100 + nth));
  }

  slip(offset: number): Slip | undefined {
    const char = this.source.text.charAt(offset);
    if (!/[a-z]/i.test(char) || uniformOf(...this.key(offset, 2)) >= slipChance) return undefined;
    const neighbour = String.fromCharCode(97 + ((char.toLowerCase().charCodeAt(0) - 97 + 3) % 26));
    return { char: neighbour, late: Math.floor(uniformOf(...this.key(offset, 3)) * 2.9) };
  }

  /** The word before is taken back as a whole and typed again. */
  undoes(offset: number): boolean {
    return uniformOf(...this.key(offset, 4)) < undoChance;
  }

  /** Looking for the next place in the file. */
  navigation(offset: number): number {
    return lognormalOf(4_000, 0.5, ...this.key(offset, 5));
  }

  private rhythm(offset: number): keyof typeof rhythms {
    const char = this.source.text.charAt(offset);
    const previous = this.source.text.charAt(offset - 1);
    if (char === '\n') return 'enter';
    if (/^\s*$/.test(this.source.text.slice(this.source.text.lastIndexOf('\n', offset - 1) + 1, offset))) {
      return uniformOf(...this.key(offset, 6)) < thoughtBeforeLine ? 'thought' : 'line';
    }
    if (/\w/.test(char) && !/\w/.test(previous)) {
      return uniformOf(...this.key(offset, 6)) < thoughtBeforeWord ? 'thought' : 'word';
    }
    return /\w/.test(char) ? 'inside' : 'symbol';
  }

  private key(offset: number, purpose: number): readonly number[] {
    return [this.seed, this.source.index, offset, purpose];
  }
}
