import type { Row } from '../row';
import { error, invalid, tooLong } from './tooLongRow';

export const ofClouds: readonly Row[] = [
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
