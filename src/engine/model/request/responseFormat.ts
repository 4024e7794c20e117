import type { ChatRequest, ResponseFormat } from './request';

/** The form of the answer as it is told to a model that no parameter holds to it. */
function formInWords(format: ResponseFormat): string {
  const words = 'Write your final answer as one JSON value: nothing before it, nothing after it, no code fence.';
  if (format.type === 'json') return words;
  return `${words} It has to be valid against this JSON Schema:\n\n${JSON.stringify(format.schema)}`;
}

/** The same request with the form told in the system prompt. Where there is none, the same request. */
export function withFormTold(request: ChatRequest): ChatRequest {
  return request.responseFormat ? withWords(request, formInWords(request.responseFormat)) : request;
}

/** The same request with the form in the system prompt alone, for a route that has no parameter for it. */
export function withFormInWords(request: ChatRequest): ChatRequest {
  return request.responseFormat ? { ...withFormTold(request), responseFormat: undefined } : request;
}

/** The same request with these words at the end of its system prompt. */
export function withWords(request: ChatRequest, words: string): ChatRequest {
  const { system = '' } = request;
  return { ...request, system: system.trim() === '' ? words : `${system}\n\n${words}` };
}
