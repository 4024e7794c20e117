import * as z from 'zod/mini';
import { readBody } from '../body/readBody';
import type { Hole } from './holeProtocol';

/** Tokens, where the client names none. OpenAI's own 16 end in the middle of a line. */
const usualMaxTokens = 128;

/** -1 means as many as it takes. */
const maxTokens = z.nullish(z.union([z.int().check(z.positive()), z.literal(-1)]));
export const stops = z.nullish(z.union([z.string(), z.array(z.string())]));

const completionsBody = z.object({
  prompt: z.union([z.string(), z.tuple([z.string()])]),
  suffix: z.nullish(z.string()),
  max_tokens: maxTokens,
  temperature: z.nullish(z.number()),
  stop: stops,
  stream: z.nullish(z.boolean()),
  n: z.nullish(z.literal(1)),
});

/** What OpenAI, DeepSeek and Mistral ask alike. Throws `RequestProblem`. */
export function readCompletions(value: unknown): { readonly hole: Hole; readonly isStreamed: boolean } {
  const { prompt, suffix, max_tokens, temperature, stop, stream } = readBody(completionsBody, value);
  return {
    hole: {
      prefix: typeof prompt === 'string' ? prompt : prompt[0],
      suffix: suffix ?? '',
      snippets: [],
      maxOutputTokens: tokensOf(max_tokens),
      temperature: temperature ?? 0,
      stop: stopsOf(stop),
    },
    isStreamed: stream === true,
  };
}

export function tokensOf(count: number | null | undefined): number {
  return typeof count === 'number' && count >= 0 ? count : usualMaxTokens;
}

export function stopsOf(stop: string | readonly string[] | null | undefined): readonly string[] {
  return typeof stop === 'string' ? [stop] : (stop ?? []);
}
