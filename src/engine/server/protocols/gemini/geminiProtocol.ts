import * as l10n from '@vscode/l10n';
import type { Json } from '../../../model/request/message';
import type { ChatRequest, ResponseFormat } from '../../../model/request/request';
import { estimateRequestTokens } from '../../../model/request/tokenEstimate';
import { asRecord } from '../../../model/text/jsonValue';
import { readBody, refused } from '../body/readBody';
import type { ChatProtocol } from '../chatProtocol';
import { countBody, geminiBody, type GeminiBody, inCamelCase } from './geminiBody';
import { conversationOf } from './geminiContents';
import { geminiProblem } from './geminiProblem';
import { geminiTools } from './geminiTools';
import { type GeminiRequest, GeminiWriter, wholeAnswer } from './geminiWriter';
import { jsonSchema } from './jsonSchema';

/** Google's Gemini API: https://ai.google.dev/api/generate-content. The model and the way of the answer are in the URL. */
export const geminiProtocol: ChatProtocol<GeminiRequest> = {
  name: 'google-gemini',
  // Older versions of Google's own client do, and Gemini CLI has one in it.
  losesAtComments: true,
  read: (body, { model, isStreamed }) => {
    const read = readBody(geminiBody, body, inCamelCase);
    return {
      request: chatRequest(read),
      model: model ?? 'auto',
      isStreamed: isStreamed === true,
      wantsUsage: true,
      showsThinking: read.generationConfig?.thinkingConfig?.includeThoughts === true,
    };
  },
  writer: (asked, ids) => new GeminiWriter(asked, ids),
  whole: wholeAnswer,
  problem: geminiProblem,
};

/** The answer to `:countTokens`. An estimate: the provider that will answer is not known. Throws `RequestProblem`. */
export function countGeminiTokens(body: unknown): Json {
  const { generateContentRequest } = readBody(countBody, body, inCamelCase);
  const request = chatRequest(readBody(geminiBody, asRecord(generateContentRequest) ?? body, inCamelCase));
  return { totalTokens: estimateRequestTokens(request) };
}

function chatRequest(body: GeminiBody): ChatRequest {
  if ((body.cachedContent ?? '') !== '') {
    throw refused(
      l10n.t('{0} is not supported: nothing is stored here. Send the whole conversation.', 'cachedContent'),
    );
  }
  const { maxOutputTokens, temperature, stopSequences } = body.generationConfig ?? {};
  return {
    ...conversationOf(body),
    ...geminiTools(body),
    ...formatOf(body.generationConfig),
    maxOutputTokens: maxOutputTokens ?? undefined,
    temperature: temperature ?? undefined,
    stop: stopSequences ?? undefined,
  };
}

function formatOf(config: GeminiBody['generationConfig']): { readonly responseFormat?: ResponseFormat } {
  if (config?.responseMimeType !== 'application/json') return {};
  const schema = config.responseJsonSchema ?? config.responseSchema;
  if (!schema) return { responseFormat: { type: 'json' } };
  return { responseFormat: { type: 'json-schema', name: 'answer', schema: jsonSchema(schema) } };
}
