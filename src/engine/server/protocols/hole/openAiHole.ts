import type { JsonObject } from '../../../model/request/message';
import type { AnswerEnd } from '../chatProtocol';
import { completionAnswer } from './completionAnswer';
import { readCompletions } from './completionsBody';
import type { HoleProtocol } from './holeProtocol';

/** OpenAI's older Completions, which DeepSeek has under `/beta`: text that belongs between `prompt` and `suffix`. */
export const openAiHole: HoleProtocol = {
  name: 'openai-completions',
  read: readCompletions,
  whole,
  events: (text, end) => [{ data: JSON.stringify(whole(text, end)) }, { data: '[DONE]' }],
};

function whole(text: string, end: AnswerEnd): JsonObject {
  return completionAnswer({ idStart: 'cmpl-', object: 'text_completion' }, { text, logprobs: null }, end);
}
