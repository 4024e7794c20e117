import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../model/request/message';
import type { AnswerEnd } from '../chatProtocol';
import { finishReasons, nowSeconds } from '../openAiChat/chatWriter';
import { openAiUsage } from '../openAiChat/openAiUsage';

/** What the answers of OpenAI's and Mistral's completions have alike. `choice`: the text, as each has it. */
export function completionAnswer(
  { idStart, object }: { readonly idStart: string; readonly object: string },
  choice: JsonObject,
  { reason, route, usage }: AnswerEnd,
): JsonObject {
  const counts = openAiUsage(usage);
  return {
    id: `${idStart}${randomUUID()}`,
    object,
    created: nowSeconds(),
    model: route.id,
    choices: [{ index: 0, ...choice, finish_reason: finishReasons[reason] }],
    ...(counts === undefined ? {} : { usage: counts }),
  };
}
