import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../model/request/message';
import type { AnswerEnd } from '../chatProtocol';
import { finishReasons, nowSeconds } from '../openAiChat/chatWriter';
import { openAiUsage } from '../openAiChat/openAiUsage';
import { readCompletions } from './completionsBody';
import type { HoleProtocol } from './holeProtocol';

/** OpenAI's older Completions, which DeepSeek has under `/beta`: text that belongs between `prompt` and `suffix`. */
export const openAiHole: HoleProtocol = {
  name: 'openai-completions',
  read: readCompletions,
  whole,
  events: (text, end) => [{ data: JSON.stringify(whole(text, end)) }, { data: '[DONE]' }],
};

function whole(text: string, { reason, route, usage }: AnswerEnd): JsonObject {
  const counts = openAiUsage(usage);
  return {
    id: `cmpl-${randomUUID()}`,
    object: 'text_completion',
    created: nowSeconds(),
    model: route.id,
    choices: [{ index: 0, text, logprobs: null, finish_reason: finishReasons[reason] }],
    ...(counts === undefined ? {} : { usage: counts }),
  };
}
