import type { Json } from '../../../model/request/message';
import type { Usage } from '../../../model/stream/stream';

/** Undefined where the provider reported nothing. */
export function openAiUsage({ inputTokens, outputTokens, cachedInputTokens }: Usage): Json | undefined {
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const prompt = inputTokens ?? 0;
  const completion = outputTokens ?? 0;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(cachedInputTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: cachedInputTokens } }),
  };
}
