import type { StreamEvent, Usage } from '../../model/stream/stream';
import { countOf } from '../../model/stream/streamCheck';
import { recordOf } from '../../model/text/jsonValue';

/** The counts that a host has sent so far. Nothing where it sends none. */
export function* reportedUsage(usage: Usage): Generator<StreamEvent> {
  if (usage.inputTokens !== undefined || usage.outputTokens !== undefined) yield { type: 'usage', usage };
}

/** The same where tokens that were read from a cache or written to it are not in the input's count. */
export function* usageBesideCache({
  input,
  read,
  written,
  output,
}: Readonly<Record<'input' | 'read' | 'written' | 'output', unknown>>): Generator<StreamEvent> {
  const inputTokens = countOf(input);
  const cachedInputTokens = countOf(read);
  const cacheWriteTokens = countOf(written);
  const all = inputTokens === undefined ? undefined : inputTokens + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0);
  yield* reportedUsage({ inputTokens: all, outputTokens: countOf(output), cachedInputTokens, cacheWriteTokens });
}

/** Chat Completions' and Responses' counts, by the names each has for them. */
export function* usageEvents(
  usage: unknown,
  { input, output, inputDetails }: Readonly<Record<'input' | 'output' | 'inputDetails', string>>,
): Generator<StreamEvent> {
  const counts = recordOf(usage);
  const details = recordOf(counts[inputDetails]);
  yield* reportedUsage({
    inputTokens: countOf(counts[input]),
    outputTokens: countOf(counts[output]),
    cachedInputTokens: countOf(details.cached_tokens),
    cacheWriteTokens: countOf(details.cache_write_tokens),
  });
}
