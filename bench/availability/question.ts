import { textMessage } from '../../src/model/message';
import type { ChatRequest } from '../../src/model/request';
import { textOf } from '../../src/model/message';
import { startIn } from '../failover/backend/model';
import { counting, type Question } from '../failover/questions';

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

/** The answer of a model that does as it is told: from the beginning, or from where a broken-off answer goes on. */
export function answerTo({ messages }: ChatRequest): string {
  const turns = messages.map((message) => ({ role: message.role, content: textOf(message) }));
  return wholeAnswer.slice(startIn(wholeAnswer, turns));
}
