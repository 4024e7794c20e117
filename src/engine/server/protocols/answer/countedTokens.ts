import { estimateRequestTokens, tokensOf } from '../../../model/request/tokenEstimate';
import type { ChatRequest } from '../../../model/request/request';
import type { Usage } from '../../../model/stream/stream';
import type { CommittedEvent } from '../chatProtocol';

/** Tokens of a request and its answer. The stored ones are part of the input. */
export interface CountedTokens {
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
}

/** What the provider told; an estimate in the place of a count that it did not tell, since tools need one. */
export function countedTokens(
  { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 }: Usage,
  request: ChatRequest,
  answerChars: number,
): CountedTokens {
  const input = inputTokens ?? estimateRequestTokens(request);
  const cachedInput = Math.min(cachedInputTokens, input);
  return {
    input,
    output: outputTokens ?? tokensOf(answerChars),
    cachedInput,
    cacheWrite: Math.min(cacheWriteTokens, input - cachedInput),
  };
}

export function charsOf(event: CommittedEvent): number {
  return event.type === 'tool-call' ? event.name.length + JSON.stringify(event.input).length : event.text.length;
}
