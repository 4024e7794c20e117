/**
 * Where hosts say in their list of models how much one holds, the most exact first: what a server has loaded, then what it
 * offers, then what the model was trained for. LM Studio, llama.cpp, OpenRouter, vLLM and SGLang, Groq, Mistral, Gemini, Copilot.
 */
const places: readonly (readonly string[])[] = [
  ['loaded_context_length'],
  ['meta', 'n_ctx'],
  ['top_provider', 'context_length'],
  ['max_model_len'],
  ['context_length'],
  ['context_window'],
  ['max_context_length'],
  ['max_context_window'],
  ['max_context_tokens'],
  ['contextLength'],
  ['contextWindow'],
  ['capabilities', 'limits', 'max_context_window_tokens'],
  ['limits', 'max_context_window_tokens'],
  ['inputTokenLimit'],
  ['input_token_limit'],
  ['max_input_tokens'],
  ['meta', 'n_ctx_train'],
];

/** Tokens; undefined where the host does not say it. */
export function contextWindowIn(listed: unknown): number | undefined {
  for (const place of places) {
    const tokens = tokensAt(listed, place);
    if (tokens !== undefined) return tokens;
  }
  return undefined;
}

/** llama.cpp's `/props`: what each of its slots holds, which is what a request can have. */
export function contextWindowInProps(text: string): number | undefined {
  try {
    return tokensAt(JSON.parse(text), ['default_generation_settings', 'n_ctx']);
  } catch {
    return undefined;
  }
}

function tokensAt(value: unknown, place: readonly string[]): number | undefined {
  let at = value;
  for (const step of place) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return typeof at === 'number' && Number.isFinite(at) && at > 0 ? at : undefined;
}
