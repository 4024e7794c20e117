import type { FimSupport } from '../../model/provider/provider';
import type { FimRequest } from '../../model/request/request';
import type { FimEndpoint } from '../catalogue/host';

export function supportOf(route: FimEndpoint): FimSupport {
  switch (route.kind) {
    case 'infill':
    case 'suffix':
      return 'native';
    case 'prompt':
      return 'template';
    case 'none':
      return 'none';
  }
}

/** Stop sequences that every host takes: OpenAI's own API, and gateways after it, answer 400 to more. */
const maxStopCount = 4;

/** Undefined when the route cannot take the request: it wants a template, and none is known for the model. */
export function fimBody(route: FimEndpoint, model: string, request: FimRequest): Record<string, unknown> | undefined {
  const { prefix, suffix, maxOutputTokens, temperature, stop, template, snippets, header = '' } = request;
  const shared = { model, stream: true, temperature };
  switch (route.kind) {
    case 'infill':
      return {
        ...shared,
        input_prefix: prefix,
        input_suffix: suffix,
        input_extra: (snippets ?? []).map(({ path, text }) => ({ filename: path, text })),
        n_predict: maxOutputTokens,
        stop,
        cache_prompt: true,
      };
    case 'suffix':
      return { ...shared, prompt: header + prefix, suffix, max_tokens: maxOutputTokens, stop };
    case 'prompt':
      if (template === undefined) return undefined;
      return {
        ...shared,
        prompt: template.prompt,
        max_tokens: maxOutputTokens,
        ...stopsAt([...new Set([...stop, ...template.stop])], route.hidesTokens),
      };
    case 'none':
      return undefined;
  }
}

/**
 * vLLM and SGLang take any number, but leave special tokens out of their text by default, and would not stop at them:
 * https://docs.vllm.ai/en/latest/serving/openai_compatible_server, extra parameters.
 */
function stopsAt(stop: readonly string[], hidesTokens: boolean): Record<string, unknown> {
  return hidesTokens ? { stop, skip_special_tokens: false } : { stop: stop.slice(0, maxStopCount) };
}
