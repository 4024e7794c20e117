import type { StreamEvent } from '../../model/stream';
import { countOf } from '../../model/streamCheck';
import { recordOf } from '../../model/text/jsonValue';

/** Chat Completions' and Responses' counts, by the names each has for them. Nothing where the host sends none. */
export function* usageEvents(
  usage: unknown,
  { input, output, inputDetails }: Readonly<Record<'input' | 'output' | 'inputDetails', string>>,
): Generator<StreamEvent> {
  const counts = recordOf(usage);
  const inputTokens = countOf(counts[input]);
  const outputTokens = countOf(counts[output]);
  const details = recordOf(counts[inputDetails]);
  const cachedInputTokens = countOf(details.cached_tokens);
  const cacheWriteTokens = countOf(details.cache_write_tokens);
  if (inputTokens === undefined && outputTokens === undefined) return;
  yield {
    type: 'usage',
    usage: {
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
      ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
      ...(cacheWriteTokens === undefined ? {} : { cacheWriteTokens }),
    },
  };
}
