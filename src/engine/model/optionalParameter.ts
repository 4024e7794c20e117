/**
 * Parts of a request that a host may refuse and that the request can do without, each by its name on the wire. `system`
 * is the system prompt; protocols have different names for it. The last two are marks inside the messages.
 */
export const optionalParameters = [
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'n_predict',
  'num_predict',
  'num_ctx',
  'temperature',
  'stop',
  'stop_sequences',
  'reasoning_effort',
  'reasoning',
  'thinking',
  'output_config',
  'think',
  'store',
  'keep_alive',
  'cache_prompt',
  'input_extra',
  'skip_special_tokens',
  'options',
  'tools',
  'system',
  'cache_control',
  'prompt_cache_breakpoint',
] as const;

export type OptionalParameter = (typeof optionalParameters)[number];
