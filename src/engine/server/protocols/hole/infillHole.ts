import * as z from 'zod/mini';
import type { JsonObject } from '../../../model/request/message';
import type { AnswerEnd } from '../chatProtocol';
import { readBody } from '../body/readBody';
import { stops, stopsOf, tokensOf } from './completionsBody';
import type { HoleProtocol } from './holeProtocol';

const infillBody = z.object({
  input_prefix: z.string(),
  input_suffix: z.string(),
  /** Pieces of other files. */
  input_extra: z.nullish(z.array(z.object({ filename: z.nullish(z.string()), text: z.string() }))),
  /** What stands before the cursor in its own line. */
  prompt: z.nullish(z.string()),
  n_predict: z.nullish(z.int()),
  temperature: z.nullish(z.number()),
  stop: stops,
  stream: z.nullish(z.boolean()),
});

/** What clients look into, and only that server has. */
const ofTheServer = { generation_settings: {}, timings: {}, tokens_cached: 0, truncated: false };

/** llama.cpp's `/infill`: https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md. */
export const infillHole: HoleProtocol = {
  name: 'llama-infill',
  read: (value) => {
    const body = readBody(infillBody, value);
    const { input_prefix, input_suffix, input_extra, prompt, n_predict, temperature, stop, stream } = body;
    return {
      hole: {
        prefix: input_prefix + (prompt ?? ''),
        suffix: input_suffix,
        snippets: (input_extra ?? []).map(({ filename, text }) => ({ path: filename ?? '', text })),
        maxOutputTokens: tokensOf(n_predict),
        temperature: temperature ?? 0,
        stop: stopsOf(stop),
      },
      isStreamed: stream === true,
    };
  },
  whole,
  events: (text, end) => [{ data: JSON.stringify(whole(text, end)) }],
  // It loads its cache by such requests.
  nothing: { content: '', stop: true, stop_type: 'limit', ...ofTheServer },
};

function whole(content: string, { reason, route, usage }: AnswerEnd): JsonObject {
  return {
    content,
    model: route.id,
    stop: true,
    stop_type: reason === 'length' ? 'limit' : 'eos',
    tokens_evaluated: usage.inputTokens ?? 0,
    tokens_predicted: usage.outputTokens ?? 0,
    ...ofTheServer,
  };
}
