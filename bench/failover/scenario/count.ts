import { isDeepStrictEqual } from 'node:util';
import { type Question, wordsOf } from './questions';

/** What was shown of an answer. */
export interface Shown {
  readonly text: string;
  /** Calls that a surface would run. */
  readonly calls: readonly ShownCall[];
}

export interface ShownCall {
  readonly name: string;
  /** A JSON value, or text where the arguments are none. */
  readonly input: unknown;
}

/** How an answer differs from what it should be, in words; a call counts as one. */
export interface Difference {
  readonly exact: boolean;
  readonly lost: number;
  /** More often than in the answer. */
  readonly repeated: number;
  /** Broken words or calls, and unwanted ones. */
  readonly foreign: number;
}

export function compare({ text, calls }: Shown, question: Question): Difference {
  const seen = timesOf(text.split(/\s+/).filter(Boolean));
  const expected = timesOf(wordsOf(question));
  const wanted = question.call ? 1 : 0;
  const rightCalls = calls.filter((call) => isRight(call, question)).length;
  const surplus = [...expected].map(([word, count]) => (seen.get(word) ?? 0) - count);
  if (wanted > 0) surplus.push(rightCalls - 1);
  const foreignWords = [...seen].reduce((sum, [word, count]) => sum + (expected.has(word) ? 0 : count), 0);
  return {
    exact: text.trim() === question.answer && calls.length === wanted && rightCalls === wanted,
    lost: surplus.reduce((sum, count) => sum + Math.max(0, -count), 0),
    repeated: surplus.reduce((sum, count) => sum + Math.max(0, count), 0),
    foreign: foreignWords + calls.length - rightCalls,
  };
}

function timesOf(words: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

function isRight({ name, input }: ShownCall, { call }: Question): boolean {
  return call !== undefined && name === call.name && isDeepStrictEqual(input, JSON.parse(call.argumentPieces.join('')));
}
