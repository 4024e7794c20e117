import { highestRate, type Price } from '../../model/price';
import type { ModelInfo } from '../../model/provider/provider';
import { recordOf, textOf } from '../../model/text/jsonValue';
import { isForChat, seesImages } from './chatModels';
import { contextWindowIn } from './contextWindows';

/**
 * What a host's list says of one model: OpenRouter, Together, Groq, Mistral, Fireworks, LM Studio, vLLM, llama.cpp and whoever
 * writes as one of them. Takes any value from the host; what it does not say is absent.
 */
export function listedModel(listed: unknown): ModelInfo {
  const id = textOf(recordOf(listed).id);
  return {
    id,
    ...present({
      contextWindow: contextWindowIn(listed),
      maxOutputTokens: outputLimitIn(listed),
      images: seesImages(listed),
      tools: takesTools(listed),
      price: priceIn(id, listed),
    }),
    ...(isForChat(id, listed) ? {} : { chats: false as const }),
  };
}

function present<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** OpenRouter: `top_provider.max_completion_tokens`, Groq: `max_completion_tokens`. */
function outputLimitIn(listed: unknown): number | undefined {
  const { top_provider, max_completion_tokens } = recordOf(listed);
  const said = recordOf(top_provider).max_completion_tokens ?? max_completion_tokens;
  return typeof said === 'number' && Number.isSafeInteger(said) && said > 0 ? said : undefined;
}

/** OpenRouter: `supported_parameters`, Mistral: `capabilities.function_calling`, LM Studio: a list, Fireworks: `supports_tools`. */
function takesTools(listed: unknown): boolean | undefined {
  const { supported_parameters, capabilities, supports_tools } = recordOf(listed);
  if (Array.isArray(supported_parameters)) return supported_parameters.includes('tools');
  if (Array.isArray(capabilities)) return capabilities.includes('tool_use');
  const said = recordOf(capabilities).function_calling ?? supports_tools;
  return typeof said === 'boolean' ? said : undefined;
}

/**
 * OpenRouter: `pricing.prompt` and `completion`, texts, in US dollars for one token, -1 where it depends. Together: `pricing.input` and
 * `output`, numbers, for a million. A rate that is none is left out, and without input and output there is no price.
 */
function priceIn(id: string, listed: unknown): Price | undefined {
  const { prompt, completion, input_cache_read, input_cache_write, input, output, cached_input } = recordOf(
    recordOf(listed).pricing,
  );
  const isForToken = typeof prompt === 'string';
  const [asked, answered, cachedInput, cacheWrite] = isForToken
    ? [prompt, completion, input_cache_read, input_cache_write].map(rateForToken)
    : [input, output, cached_input].map(rateForMillion);
  if (asked === undefined || answered === undefined) return undefined;
  // Together also writes 0 for what it does not sell by the token.
  if (!isForToken && asked === 0 && answered === 0 && !/[-:]free$/i.test(id)) return undefined;
  return { input: asked, output: answered, ...present({ cachedInput, cacheWrite }) };
}

/** An empty text is no rate, although `Number` takes it for 0: the model would be free. */
function rateForToken(text: unknown): number | undefined {
  return typeof text === 'string' && text.trim() !== '' ? rateForMillion(Number(text) * 1e6) : undefined;
}

/** Without what a division by a million leaves behind. */
function rateForMillion(dollars: unknown): number | undefined {
  return typeof dollars === 'number' && dollars >= 0 && dollars <= highestRate
    ? Number(dollars.toPrecision(12))
    : undefined;
}
