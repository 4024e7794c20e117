import type { JsonObject } from '../../../model/request/message';
import type { AnswerEnd } from '../chatProtocol';
import { completionAnswer } from './completionAnswer';
import { readCompletions } from './completionsBody';
import type { HoleProtocol } from './holeProtocol';

/** Mistral's fill-in-the-middle, which answers as a chat does: https://docs.mistral.ai/api/#tag/fim. */
export const mistralHole: HoleProtocol = {
  name: 'mistral-fim',
  read: readCompletions,
  whole: (text, end) => answer('chat.completion', { message: messageOf(text) }, end),
  events: (text, end) => [
    { data: JSON.stringify(answer('chat.completion.chunk', { delta: messageOf(text) }, end)) },
    { data: '[DONE]' },
  ],
};

function messageOf(content: string): JsonObject {
  return { role: 'assistant', content };
}

function answer(object: string, choice: JsonObject, end: AnswerEnd): JsonObject {
  return completionAnswer({ idStart: 'fim-', object }, choice, end);
}
