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
  /** Second and further occurrences. */
  readonly repeated: number;
  /** Broken words or calls, and those nobody asked for. */
  readonly foreign: number;
}

export function compare({ text, calls }: Shown, question: Question): Difference {
  const seen = new Map<string, number>();
  for (const word of text.split(/\s+/).filter(Boolean)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const expected = wordsOf(question);
  const isExpected = new Set(expected);
  const wanted = question.call ? 1 : 0;
  const rightCalls = calls.filter((call) => isRight(call, question)).length;
  const counts = [...expected.map((word) => seen.get(word) ?? 0), ...(wanted > 0 ? [rightCalls] : [])];
  const foreignWords = [...seen].reduce((sum, [word, count]) => sum + (isExpected.has(word) ? 0 : count), 0);
  return {
    exact: text.trim() === question.answer && calls.length === wanted && rightCalls === wanted,
    lost: counts.filter((count) => count === 0).length,
    repeated: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    foreign: foreignWords + calls.length - rightCalls,
  };
}

function isRight({ name, input }: ShownCall, { call }: Question): boolean {
  return call !== undefined && name === call.name && isDeepStrictEqual(input, JSON.parse(call.argumentPieces.join('')));
}
