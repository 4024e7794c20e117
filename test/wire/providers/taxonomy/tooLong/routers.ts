import type { Row } from '../row';
import { error, tooLong } from './tooLongRow';

export const ofRouters: readonly Row[] = [
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
