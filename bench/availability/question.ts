import { textMessage } from '../../src/model/message';
import type { ChatRequest } from '../../src/model/request';
import { textOf } from '../../src/model/message';
import { answerOf, type Question } from '../failover/count';
import { startIn } from '../failover/backend/model';

/** Asked every time: long enough to be continued where it breaks off, countable so that each lost or repeated word shows. */
export const question: Question = {
  text: 'Count to 200.',
  words: Array.from({ length: 200 }, (_, index) => String(index + 1)),
};

export const wholeAnswer = answerOf(question);

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
