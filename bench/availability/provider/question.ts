import { textMessage, textOf } from '../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import { startIn } from '../../failover/backend/model';
import { counting, type Question } from '../../failover/scenario/questions';
import { disobedientReply } from './disobedience';
import type { Draws } from '../../simulation/draws';

/** Asked every time: long enough to be continued where it breaks off, countable so that each lost or repeated word shows. */
export const question: Question = counting(200);

export const wholeAnswer = question.answer;

/** The system prompt carries the number, by which a simulated provider knows whose request it is. */
export function requestFor(number: number): ChatRequest {
  return { system: String(number), messages: [textMessage('user', question.text)] };
}

export function numberOf({ system }: ChatRequest): number {
  return Number(system);
}

/**
 * The answer of a model, from the beginning or from where a broken-off answer goes on. `disobeying`: the share of the
 * latter in which it does not do as it is told.
 */
export function answerTo({ messages }: ChatRequest, disobeying: number, draws: Draws): string {
  const turns = messages.map((message) => ({ role: message.role, content: textOf(message) }));
  const start = startIn(wholeAnswer, turns);
  const partial = turns.findLast(({ role }) => role === 'assistant')?.content.trim();
  if (partial === undefined || !draws.chance(disobeying)) return wholeAnswer.slice(start);
  const shown = partial.length;
  return disobedientReply({ answer: wholeAnswer, shown, lastWords: wholeAnswer.slice(start, shown) }, draws);
}
