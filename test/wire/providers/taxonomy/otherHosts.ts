import { type Group, refusal } from './row';

export const others: Group = {
  title: 'Other compatible hosts',
  source: 'https://help.aliyun.com/zh/model-studio/error-code',
  type: 'openai-compatible',
  baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
  model: 'qwen-max',
  rows: [
    refusal(
      'Alibaba: 429 insufficient_quota, which is a limit per minute',
      429,
      {
        error: {
          code: 'insufficient_quota',
          type: 'insufficient_quota',
          message:
            'You exceeded your current quota. For details, see: https://help.aliyun.com/zh/model-studio/error-code#token-limit',
        },
      },
      'rate-limited',
    ),
    refusal(
      'Alibaba: 429 Throttling.AllocationQuota',
      429,
      { error: { code: 'Throttling.AllocationQuota', message: 'Allocated quota exceeded' } },
      'rate-limited',
    ),
    refusal(
      'Alibaba: 400 data_inspection_failed',
      400,
      { error: { code: 'data_inspection_failed', message: 'Words.' } },
      'policy',
    ),
    refusal('429 of a quota, without a time', 429, { error: { message: 'Your quota is gone.' } }, 'quota'),
    refusal('429 of a quota, with a time', 429, { error: { message: 'Your quota is gone.' } }, 'rate-limited', {
      headers: { 'retry-after': '5' },
      retryAfterMs: 5_000,
    }),
    refusal(
      'xAI: 400 "maximum prompt length"',
      400,
      { error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens." },
      'context-exceeded',
    ),
    refusal(
      'xAI: 403 "doesn\'t have any credits"',
      403,
      { code: 'No permission', error: "Your team doesn't have any credits yet." },
      'quota',
    ),
    refusal(
      'OpenRouter: 403 of a key whose own limit is reached',
      403,
      { error: { code: 403, message: 'Key limit exceeded (total limit).' } },
      'quota',
    ),
    refusal(
      'Alibaba: 400 Arrearage',
      400,
      { error: { code: 'Arrearage', message: 'Access denied, please make sure your account is not in arrears.' } },
      'quota',
    ),
    refusal(
      'Zhipu: 429 with code 1113',
      429,
      { error: { code: '1113', message: '余额不足或无可用资源包,请充值。' } },
      'quota',
    ),
    refusal(
      '424 of an input that is too long',
      424,
      { error: { message: "Input length 40000 exceeds model's max length 32768" } },
      'context-exceeded',
      { contextWindowTokens: 32_768 },
    ),
    refusal('403 of an address', 403, { error: 'Your IP is not whitelisted' }, 'auth'),
    refusal(
      '403 of a key and a region',
      403,
      { error: { message: 'Your API key does not have permission for this resource in region us-east-1' } },
      'auth',
    ),
    refusal(
      '404 of a model that is not in a region',
      404,
      { error: { message: 'The model qwen-max is not available in region eu-west-1' } },
      'model-missing',
    ),
    refusal(
      'Copilot: 400 model_not_supported',
      400,
      { error: { code: 'model_not_supported', message: 'The requested model is not supported.' } },
      'model-missing',
    ),
    refusal(
      'Copilot: 400 prefill',
      400,
      {
        error: {
          code: 'invalid_request_body',
          message:
            'This model does not support assistant message prefill. The conversation must end with a user message.',
        },
      },
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      'LiteLLM: 400 prefill of Vertex',
      400,
      {
        error: {
          code: '400',
          type: 'None',
          message:
            'litellm.BadRequestError: Vertex_aiException - b\'{"type":"error","error":{"message":"This model does not support assistant message prefill."}}\'',
        },
      },
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400 "Argument not supported on this model: stream_options"',
      400,
      { code: '20015', error: 'Argument not supported on this model: stream_options' },
      'bad-request',
      { repair: 'parameter' },
    ),
    refusal(
      '400 "Unrecognized request argument supplied: max_tokens"',
      400,
      { error: { message: 'Unrecognized request argument supplied: max_tokens', type: 'invalid_request_error' } },
      'bad-request',
      { repair: 'parameter' },
    ),
    refusal(
      '422, a place among the details',
      422,
      { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] },
      'bad-request',
      { repair: 'parameter' },
    ),
    refusal(
      '500 "unexpected keyword argument \'stream_options\'"',
      500,
      { error: "create() got an unexpected keyword argument 'stream_options'" },
      'bad-request',
      { repair: 'parameter' },
    ),
    refusal(
      '400 string_above_max_length of a call id',
      400,
      {
        error: {
          code: 'string_above_max_length',
          param: 'messages[1].tool_calls[0].id',
          message: 'string too long. Expected a string with maximum length 40',
        },
      },
      'bad-request',
      {
        repair: 'tool-call-id',
      },
    ),
  ],
};
