import { chatText, data, type Row, stream } from '../row';
import { error, tooLong } from './tooLongRow';

export const ofServers: readonly Row[] = [
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
