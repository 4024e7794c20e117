import type { Document } from '../file/document';
import { lognormalOf, uniformOf } from '../model/keyed';
import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';

/** How a suggestion compares with what the user is about to write. */
export interface Judgement {
  /** Characters of it that are right, from its beginning. */
  readonly right: number;
  /** All of it is right and nothing that stands behind the cursor would be doubled or lost. */
  readonly whole: boolean;
  /** Taking it would write something that stands behind the cursor already. */
  readonly doubles: boolean;
}

/** What the user does about a suggestion: takes so many characters of it, or types on. */
export type Decision = { readonly take: number } | 'type';

/** A suggestion shorter than this is typed faster than it is read; characters that are not blank. */
const worthTaking = 3;
const takesWhole = 0.9;
const takesLine = 0.4;
const takesWord = 0.2;
const holdsBack = 0.5;
/** Median and sigma of the time to read a suggestion and decide, milliseconds. */
const reading = { median: 650, sigma: 0.4 };

/** Compares without mercy: one wrong character ends what is right. */
export function judge(document: Document, { text, replaces }: Suggestion): Judgement {
  const { rest, at, region, isTooDeep } = document;
  let right = 0;
  while (!isTooDeep && right < text.length && text.charAt(right) === rest.charAt(right)) right += 1;
  const covered = document.standing(at, at + right);
  const beyond = right === rest.length ? text.slice(right) : '';
  const repeatsFollowing =
    beyond.trim() !== '' && document.following.trimStart().startsWith(beyond.trim().slice(0, 40));
  // A line break that stands there already is not doubled by a line that is put before it.
  const doubles =
    document.standingMarks(at, at + right) - leftOpen(text, document.before) > replaces ||
    (at + right === region.end && repeatsFollowing) ||
    repeatsNextLine(document, text, right);
  return { right, whole: right === text.length && covered === replaces, doubles };
}

/** Brackets and a quote that a text opens and does not close: what stands behind the cursor is theirs first. */
function leftOpen(text: string, before: string): number {
  let open = 0;
  for (const character of text) {
    if ('([{'.includes(character)) open += 1;
    else if (')]}'.includes(character)) open = Math.max(0, open - 1);
  }
  const line = (before + text).split('\n').at(-1) ?? '';
  return open + ((line.match(/"/g)?.length ?? 0) % 2);
}

/** A wrong suggestion whose last line is the next line of the file. */
function repeatsNextLine(document: Document, text: string, right: number): boolean {
  if (right === text.length) return false;
  const last = text.trimEnd().split('\n').slice(1).at(-1)?.trim() ?? '';
  const below = document.suffix.slice(document.suffix.indexOf('\n') + 1);
  const next = below
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim();
  return last.length >= 6 && /\w{3}/.test(last) && last === next;
}

/** The part of the same person that looks at suggestions. */
export class Reader {
  constructor(
    private readonly seed: number,
    private readonly file: number,
  ) {}

  /** Milliseconds from when a suggestion is there to the decision. */
  readingTime(offset: number): number {
    return lognormalOf(reading.median, reading.sigma, ...this.key(offset, 20));
  }

  /** Whether the next key waits until a suggestion that has just come is read. */
  holdsBack(offset: number): boolean {
    return uniformOf(...this.key(offset, 21)) < holdsBack;
  }

  /** Whether a suggestion is looked at again that was not taken a key before. */
  looksAgain(offset: number): boolean {
    return uniformOf(...this.key(offset, 22)) < 0.15;
  }

  decide(document: Document, suggestion: Suggestion): Decision {
    const { right, whole } = judge(document, suggestion);
    const mood = uniformOf(...this.key(document.at, 23));
    const { text } = suggestion;
    if (whole && worth(text) >= worthTaking) return mood < takesWhole ? { take: text.length } : 'type';
    // Only what comes before the characters that stand behind the cursor can be taken alone.
    const free = Math.min(right, document.firstStanding - document.at);
    const line = text.indexOf('\n', 1);
    if (line > 0 && line <= free && worth(text.slice(0, line)) >= 8) return mood < takesLine ? { take: line } : 'type';
    const word = /^\s*(?:\w+|[^\w\s]+)/.exec(text)?.[0].length ?? 0;
    if (word > 0 && word <= free && worth(text.slice(0, word)) >= 4) return mood < takesWord ? { take: word } : 'type';
    return 'type';
  }

  private key(offset: number, purpose: number): readonly number[] {
    return [this.seed, this.file, offset, purpose];
  }
}

function worth(text: string): number {
  return text.replace(/\s+/g, '').length;
}
