import { chatText, data, type Group, refusal, type Row, stream } from './row';

type Body = Readonly<Record<string, unknown>>;

const error = (message: string, more: Body = {}): Body => ({ error: { message, ...more } });

/** A request that is too long, with the limit that the host names. */
function tooLong(signal: string, status: number, body: unknown, contextWindowTokens?: number): Row {
  return refusal(signal, status, body, 'context-exceeded', {
    scope: 'request',
    ...(contextWindowTokens === undefined ? {} : { contextWindowTokens }),
  });
}

const invalid = { type: 'invalid_request_error' };

const ofClouds: readonly Row[] = [
  tooLong(
    'OpenAI: "configured limit"',
    400,
    error(
      'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300011 tokens.',
      invalid,
    ),
    272_000,
  ),
  tooLong(
    'OpenAI: "exceeds the context window"',
    400,
    error('Your input exceeds the context window of this model. Please adjust your input and try again.', invalid),
  ),
  tooLong(
    'Azure: "maximum context length"',
    400,
    error("This model's maximum context length is 128000 tokens. However, your messages resulted in 163250 tokens.", {
      ...invalid,
      code: 'context_length_exceeded',
      param: 'messages',
    }),
    128_000,
  ),
  tooLong(
    'Gemini: "input token count"',
    400,
    [
      {
        error: {
          code: 400,
          message: 'The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
    1_048_575,
  ),
  tooLong(
    'Mistral: "too large for model"',
    400,
    {
      object: 'error',
      message: 'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      type: 'invalid_request_prompt',
      code: '3051',
    },
    32_768,
  ),
  tooLong(
    'Groq: "reduce the length"',
    400,
    error('Please reduce the length of the messages or completion.', {
      ...invalid,
      code: 'context_length_exceeded',
      param: 'messages',
    }),
  ),
  tooLong(
    'DeepSeek: "maximum context length"',
    400,
    error(
      "This model's maximum context length is 65536 tokens. However, you requested 70211 tokens (62019 in the messages, 8192 in the completion). Please reduce the length of the messages or completion.",
      { ...invalid, code: 'invalid_request_error', param: null },
    ),
    65_536,
  ),
  tooLong(
    'Alibaba: "Range of input length"',
    400,
    error('<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]', {
      code: 'invalid_parameter_error',
      type: 'invalid_request_error',
      param: null,
    }),
    98_304,
  ),
  tooLong(
    'Moonshot: "model token limit"',
    400,
    error('Invalid request: Your request exceeded model token limit: 262144 (requested: 270001)', invalid),
    262_144,
  ),
  tooLong('Zhipu: 1261', 400, error('Prompt 超长', { code: '1261' })),
  tooLong('Zhipu: "exceeds max length"', 400, error('Prompt exceeds max length', { code: '1210' })),
  tooLong(
    'MiniMax: "context window exceeds limit"',
    400,
    error('invalid params, context window exceeds limit (2013)', { type: 'bad_request_error', http_code: '400' }),
  ),
  tooLong(
    'xAI: "maximum prompt length", in an object',
    400,
    error("This model's maximum prompt length is 131072 but the request contains 537812 tokens."),
    131_072,
  ),
  tooLong(
    'Together: "longer than the context length"',
    400,
    error("The input (40213 tokens) is longer than the model's context length (32769 tokens).", invalid),
    32_769,
  ),
  tooLong(
    'Together: "must be <="',
    422,
    error(
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 32769. Given: 40000 `inputs` tokens and 512 `max_new_tokens`',
      invalid,
    ),
    32_769,
  ),
  tooLong(
    'Fireworks: "prompt is too long"',
    400,
    error('The prompt is too long: 200123, model maximum context length: 131072', { ...invalid, object: 'error' }),
    131_072,
  ),
  tooLong(
    'Cerebras: "while limit is"',
    400,
    {
      message: 'Please reduce the length of the messages or completion. Current length is 9102 while limit is 8192',
      type: 'invalid_request_error',
      param: 'messages',
      code: 'context_length_exceeded',
    },
    8_192,
  ),
  tooLong('Cerebras: 413 without a word', 413, ''),
  tooLong(
    'Cohere: "too many tokens"',
    400,
    {
      id: 'a',
      message:
        'too many tokens: total number of tokens in the prompt cannot exceed 128000 - received 131000. Try using a shorter prompt.',
    },
    128_000,
  ),
  tooLong(
    'Cloudflare: "context window limit"',
    400,
    {
      errors: [{ code: 5021 }],
      error:
        'AiError: The estimated number of input and maximum output tokens (10024) exceeded this model context window limit (7968).',
    },
    7_968,
  ),
  tooLong(
    'Copilot: "prompt token count"',
    400,
    error('prompt token count of 130431 exceeds the limit of 128000', { code: 'model_max_prompt_tokens_exceeded' }),
    128_000,
  ),
  tooLong(
    'GitHub Models: 413 tokens_limit_reached',
    413,
    error('Request body too large for gpt-4o model. Max size: 8000 tokens.', { code: 'tokens_limit_reached' }),
    8_000,
  ),
  tooLong(
    'SiliconFlow: 20015',
    400,
    {
      code: 20015,
      message: 'number of input tokens (204703) has exceeded max_prompt_tokens (202752) limit.',
      data: null,
    },
    202_752,
  ),
  tooLong(
    'Volcengine: "max message tokens"',
    400,
    error('Total tokens of image and text exceed max message tokens. Request id: 02', {
      code: 'InvalidParameter',
      type: 'BadRequest',
    }),
  ),
  tooLong(
    'watsonx: "total tokens limit"',
    400,
    { errors: [], message: 'the number of input tokens 5000 cannot exceed the total tokens limit 4096 for this model' },
    4_096,
  ),
  tooLong(
    'NVIDIA: "maximum input length"',
    400,
    error('prompt length (5000) exceeds maximum input length (4096)'),
    4_096,
  ),
];

const ofRouters: readonly Row[] = [
  tooLong('Bedrock: "Input is too long"', 400, {
    message: 'Input is too long for requested model.',
    __type: 'ValidationException',
  }),
  tooLong(
    'Bedrock: "Too many input tokens"',
    400,
    {
      message: 'Too many input tokens. Max input tokens: 8192, request input token count: 10000',
      __type: 'ValidationException',
    },
    8_192,
  ),
  tooLong('Bedrock: "expected maxLength"', 400, {
    message:
      'Malformed input request: #/prompt: expected maxLength: 204800, actual: 500000, please reformat your input and try again.',
  }),
  tooLong(
    'OpenRouter: "This endpoint\'s"',
    400,
    error(
      "This endpoint's maximum context length is 131072 tokens. However, you requested about 200000 tokens (190000 of text input, 10000 in the output).",
      { code: 400, metadata: { provider_name: null } },
    ),
    131_072,
  ),
  tooLong(
    'OpenRouter: what the host behind it said',
    400,
    error('Provider returned error', {
      code: 400,
      metadata: {
        provider_name: 'Anthropic',
        raw: '{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 213462 tokens > 200000 maximum"}}',
      },
    }),
    200_000,
  ),
  tooLong(
    'LiteLLM: ContextWindowExceededError',
    400,
    error(
      'litellm.ContextWindowExceededError: litellm.BadRequestError: AnthropicException - prompt is too long: 213462 tokens > 200000 maximum. Received Model Group=claude',
      { code: '400', type: null, param: null },
    ),
    200_000,
  ),
  tooLong(
    'one-api: 500 of a window',
    500,
    error("This model's maximum context length is 32768 tokens. However, you requested 40000 tokens.", {
      type: 'upstream_error',
      code: 'bad_response_status_code',
    }),
    32_768,
  ),
];

const ofServers: readonly Row[] = [
  tooLong(
    'llama.cpp: n_ctx',
    400,
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size, try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 5000,
        n_ctx: 4096,
      },
    },
    4_096,
  ),
  tooLong(
    'llama.cpp: in words',
    400,
    error('request (8192 tokens) exceeds the available context size (4096 tokens), try increasing it', {
      code: 400,
      type: 'invalid_request_error',
    }),
    4_096,
  ),
  tooLong(
    'llama-cpp-python: "context window of"',
    400,
    error('Requested tokens (5000) exceed context window of 2048', { code: null }),
    2_048,
  ),
  tooLong(
    'LM Studio: "context length of only"',
    400,
    {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input',
    },
    4_096,
  ),
  tooLong('LM Studio: n_keep', 400, { error: 'Cannot truncate prompt with n_keep (5000) >= n_ctx (4096)' }, 4_096),
  tooLong(
    'vLLM: "You passed"',
    400,
    error(
      "You passed 4097 input tokens and requested 1000 output tokens. However, the model's context length is only 4096 tokens, resulting in a maximum input length of 3096 tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=4097)",
      { type: 'BadRequestError', code: 400 },
    ),
    4_096,
  ),
  tooLong(
    'vLLM: "max_tokens is too large" beside the window',
    400,
    error(
      "'max_tokens' or 'max_completion_tokens' is too large: 50000. This model's maximum context length is 32768 tokens and your request has 1234 input tokens (50000 > 32768 - 1234).",
      { type: 'BadRequestError', code: 400 },
    ),
    32_768,
  ),
  tooLong(
    'SGLang: "Requested token count"',
    400,
    {
      object: 'error',
      message:
        "Requested token count exceeds the model's maximum context length of 131072 tokens. You requested a total of 145000 tokens: 5000 tokens from the input messages and 140000 tokens for the completion.",
      type: 'BadRequestError',
      code: 400,
    },
    131_072,
  ),
  tooLong(
    'SGLang: "Input length"',
    400,
    {
      object: 'error',
      message:
        'Input length (265330 tokens) exceeds the maximum allowed length (262138 tokens). Use a shorter input or enable --allow-auto-truncate.',
      type: 'BadRequestError',
      code: 400,
    },
    262_138,
  ),
  tooLong(
    'text-generation-inference: "must have less than"',
    422,
    {
      error: 'Input validation error: `inputs` must have less than 1024 tokens. Given: 5000',
      error_type: 'validation',
    },
    1_024,
  ),
  tooLong('TabbyAPI: max_seq_len', 422, { detail: 'Prompt length 5000 is greater than max_seq_len 4096' }, 4_096),
  tooLong(
    'MLC: "model input length limit"',
    400,
    {
      object: 'error',
      message: 'Request prompt has 5000 tokens in total, larger than the model input length limit 4096.',
    },
    4_096,
  ),
  stream(
    'LM Studio: in mid-answer',
    [
      chatText,
      data({
        error: {
          message:
            'Reached context length of 4096 tokens with this model, but this model does not currently support mid-generation context overflow',
        },
      }),
    ],
    'context-exceeded',
    { contextWindowTokens: 4_096 },
  ),
];

const ofRates: readonly Row[] = [
  tooLong(
    'OpenAI: 429, more requested than a minute allows',
    429,
    error(
      'Request too large for m1 in organization org-x on tokens per min (TPM): Limit 30000, Requested 35039. The input or output tokens must be reduced in order to run successfully.',
      { type: 'tokens', code: 'rate_limit_exceeded', param: null },
    ),
  ),
  tooLong(
    'Groq: 413, more requested than a minute allows',
    413,
    error(
      'Request too large for model `m1` in organization `org_x` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 7612, please reduce your message size and try again.',
      { type: 'tokens', code: 'rate_limit_exceeded' },
    ),
  ),
  tooLong('429 "request too large", with a time to wait', 429, error('Request too large. Please try again in 20s.')),
  refusal(
    'Groq: 429, a minute that is used up',
    429,
    error(
      'Rate limit reached for model `m1` on tokens per minute (TPM): Limit 10000, Used 8554, Requested 3082. Please try again in 9.8s.',
      { type: 'tokens', code: 'rate_limit_exceeded' },
    ),
    'rate-limited',
    { retryAfterMs: 9_800 },
  ),
  refusal(
    'Bedrock: 429 "Too many tokens"',
    429,
    { message: 'Too many tokens, please wait before trying again.' },
    'rate-limited',
  ),
  refusal(
    '429 of a window that is not full',
    429,
    error('Rate limit for long context requests: 5 per minute.'),
    'rate-limited',
  ),
];

const ofOthers: readonly Row[] = [
  refusal(
    'a limit of the answer alone, OpenAI',
    400,
    error('Invalid max_output_tokens: 100000 is above the 16384 completion tokens that this model supports.', {
      type: 'invalid_request_error',
    }),
    'bad-request',
  ),
  refusal(
    'an image that is too large',
    400,
    error(
      'messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes',
      invalid,
    ),
    'bad-request',
  ),
  refusal(
    'too many tools',
    400,
    error(
      "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 200 instead.",
      invalid,
    ),
    'bad-request',
  ),
  refusal(
    'a token that has expired',
    401,
    error('Your token has expired: it exceeded its lifetime of 3600 seconds.'),
    'auth',
  ),
  refusal('a plan whose tokens are used up', 402, error('Monthly token limit exceeded. Upgrade your plan.'), 'quota'),
  refusal('"context deadline exceeded" with 400', 400, error('context deadline exceeded'), 'bad-request'),
  refusal('"context deadline exceeded" with 500', 500, error('rpc error: context deadline exceeded'), 'server'),
];

export const tooLongWords: Group = {
  title: 'Too long, in the words of every host',
  source: 'https://github.com/badlogic/pi-mono/blob/main/packages/ai/src/utils/overflow.ts',
  type: 'openai-compatible',
  baseUrl: 'https://models.example.com/v1',
  model: 'm1',
  rows: [...ofClouds, ...ofRouters, ...ofServers, ...ofRates, ...ofOthers],
};
