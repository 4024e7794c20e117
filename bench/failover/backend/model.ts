import { answerOf, german, plain, type Question } from '../count';

export interface Turn {
  readonly role: string;
  readonly content: string;
}

/**
 * What a model that does as it is told says, in pieces of one word. It answers the question from the beginning, goes on
 * from a trailing assistant turn, and when the last user turn quotes the end of a broken-off answer as its last
 * paragraph, begins with the quotation and goes on from there.
 */
export function piecesFor(turns: readonly Turn[]): readonly string[] {
  const answer = answerOf(questionIn(turns));
  return pieces(answer.slice(startIn(answer, turns)));
}

function questionIn(turns: readonly Turn[]): Question {
  return turns.some(({ content }) => content.includes(german.text)) ? german : plain;
}

/** Where in the answer such a model begins. */
export function startIn(answer: string, turns: readonly Turn[]): number {
  const last = turns.at(-1);
  if (last?.role === 'assistant') return endOf(answer, last.content.trim());
  if (!turns.some(({ role }) => role === 'assistant')) return 0;
  const quoted = last?.content.split('\n\n').at(-1)?.trim() ?? '';
  return Math.max(0, answer.lastIndexOf(quoted));
}

function endOf(answer: string, partial: string): number {
  return answer.startsWith(partial) ? partial.length : 0;
}

function pieces(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?= )/);
}
