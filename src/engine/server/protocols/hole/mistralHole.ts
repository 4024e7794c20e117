import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../model/request/message';
import type { AnswerEnd } from '../chatProtocol';
import { finishReasons, nowSeconds } from '../openAiChat/chatWriter';
import { openAiUsage } from '../openAiChat/openAiUsage';
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

function answer(object: string, content: JsonObject, { reason, route, usage }: AnswerEnd): JsonObject {
  const counts = openAiUsage(usage);
  return {
    id: `fim-${randomUUID()}`,
    object,
    created: nowSeconds(),
    model: route.id,
    choices: [{ index: 0, ...content, finish_reason: finishReasons[reason] }],
    ...(counts === undefined ? {} : { usage: counts }),
  };
}
