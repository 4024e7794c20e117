import { chatText, chunk, data, type Group, refusal, type Row, stream } from './row';

function gemini(
  signal: string,
  status: number,
  name: string,
  verdict: Row['verdict'],
  more: Partial<Row> & { message?: string; details?: unknown[] } = {},
): Row {
  const { message = 'Words.', details, ...rest } = more;
  return refusal(signal, status, [{ error: { code: status, message, status: name, details } }], verdict, rest);
}

function exhausted(
  signal: string,
  quotaId: string,
  retryDelay: string,
  verdict: Row['verdict'],
  message?: string,
): Row {
  const details = [
    { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
  ];
  const retryAfterMs = Number(retryDelay.replace('s', '')) * 1_000;
  return gemini(`429 RESOURCE_EXHAUSTED, ${signal}`, 429, 'RESOURCE_EXHAUSTED', verdict, {
    message,
    details,
    retryAfterMs,
  });
}

export const geminiCompatible: Group = {
  title: "Gemini's OpenAI-compatible endpoint",
  source: 'https://ai.google.dev/gemini-api/docs/troubleshooting',
  type: 'openai-compatible',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  model: 'gemini-3-pro',
  rows: [
    exhausted('a limit per minute, RetryInfo', 'GenerateRequestsPerMinutePerProject', '46s', 'rate-limited'),
    exhausted('a limit per day', 'GenerateRequestsPerDayPerProject', '46s', 'quota'),
    exhausted('RetryInfo of more than two minutes', 'GenerateTokens', '36000s', 'quota'),
    exhausted('"limit: 0"', 'GenerateTokensPerMinute', '20s', 'quota', 'Quota exceeded, limit: 0, model: x'),
    gemini('400 INVALID_ARGUMENT', 400, 'INVALID_ARGUMENT', 'bad-request'),
    gemini('400 API_KEY_INVALID', 400, 'INVALID_ARGUMENT', 'auth', {
      message: 'API key not valid. Please pass a valid API key.',
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
    }),
    gemini('400 "input token count … exceeds"', 400, 'INVALID_ARGUMENT', 'context-exceeded', {
      message: 'The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).',
    }),
    gemini('400 "requests end with a user role"', 400, 'INVALID_ARGUMENT', 'bad-request', {
      message: 'Please ensure that single turn requests end with a user role or the role field is empty.',
      repair: 'prefill',
    }),
    gemini('400 FAILED_PRECONDITION', 400, 'FAILED_PRECONDITION', 'auth'),
    gemini('402', 402, 'PAYMENT_REQUIRED', 'quota'),
    gemini('403 PERMISSION_DENIED', 403, 'PERMISSION_DENIED', 'auth'),
    gemini('404 NOT_FOUND', 404, 'NOT_FOUND', 'model-missing'),
    gemini('500 INTERNAL', 500, 'INTERNAL', 'server'),
    gemini('503 UNAVAILABLE', 503, 'UNAVAILABLE', 'overloaded'),
    gemini('504 DEADLINE_EXCEEDED', 504, 'DEADLINE_EXCEEDED', 'server'),
    ...['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII'].map((reason) =>
      stream(`finish_reason ${reason}`, [chunk({}, reason)], 'policy'),
    ),
    stream('finish_reason "content_filter: SAFETY"', [chatText, chunk({}, 'content_filter: SAFETY')], 'policy'),
    stream('finish_reason MALFORMED_FUNCTION_CALL', [chatText, chunk({}, 'MALFORMED_FUNCTION_CALL')], 'in-stream'),
    stream('finish_reason STOP, no text', [chunk({}, 'STOP')], 'empty'),
    stream(
      'UNAVAILABLE in mid-answer, in a list',
      [chatText, data([{ error: { code: 503, status: 'UNAVAILABLE' } }])],
      'overloaded',
    ),
  ],
};

const mistralError = (fields: Record<string, unknown>) => ({
  object: 'error',
  message: 'Words.',
  param: null,
  ...fields,
});

export const mistral: Group = {
  title: 'Mistral, Codestral',
  source: 'https://docs.mistral.ai/api',
  type: 'openai-compatible',
  baseUrl: 'https://api.mistral.ai/v1',
  model: 'mistral-large-latest',
  rows: [
    refusal(
      '400 code 3280',
      400,
      mistralError({
        type: 'invalid_function_call',
        code: '3280',
        message: 'Tool call id was call_abc but must be a-z, A-Z, 0-9, with a length of 9.',
      }),
      'bad-request',
      {
        repair: 'tool-call-id',
      },
    ),
    refusal(
      '400 "Expected last role User or Tool"',
      400,
      mistralError({
        type: 'invalid_request_error',
        message: 'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
      }),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400 invalid_model',
      400,
      mistralError({ type: 'invalid_model', code: '1500', message: 'Invalid model: x' }),
      'model-missing',
    ),
    refusal('401', 401, { detail: 'Unauthorized' }, 'auth'),
    refusal('402', 402, mistralError({ type: 'billing' }), 'quota'),
    refusal('403', 403, mistralError({ type: 'forbidden' }), 'auth'),
    refusal('404', 404, mistralError({ type: 'not_found' }), 'model-missing'),
    refusal(
      '422, a list of details',
      422,
      { detail: [{ loc: ['body', 'stop'], msg: 'Extra inputs are not permitted', input: 'x' }] },
      'bad-request',
      {
        repair: 'parameter',
      },
    ),
    refusal(
      '429, retry-after',
      429,
      mistralError({ type: 'rate_limited', code: '1300', message: 'Rate limit exceeded' }),
      'rate-limited',
      {
        headers: { 'retry-after': '11' },
        retryAfterMs: 11_000,
      },
    ),
    refusal(
      '429 "Service tier capacity exceeded"',
      429,
      mistralError({
        type: 'service_tier_capacity_exceeded',
        message: 'Service tier capacity exceeded for this model.',
      }),
      'overloaded',
    ),
    refusal('500', 500, mistralError({ type: 'internal_server_error' }), 'server'),
    refusal('502', 502, '', 'server'),
    refusal('503', 503, mistralError({ type: 'unreachable_backend' }), 'overloaded'),
    refusal('504', 504, '', 'server'),
    stream(
      'an error in the place of a chunk',
      [chatText, data(mistralError({ type: 'invalid_request_error', code: 3280 }))],
      'bad-request',
      {
        repair: 'tool-call-id',
      },
    ),
    stream('finish_reason error', [chatText, chunk({}, 'error')], 'in-stream'),
    stream('finish_reason model_length', [chatText, chunk({}, 'model_length')], 'length'),
  ],
};

const deepSeekError = (message: string) => ({
  error: { message, type: 'invalid_request_error', param: null, code: 'invalid_request_error' },
});

export const deepSeek: Group = {
  title: 'DeepSeek',
  source: 'https://api-docs.deepseek.com/quick_start/error_codes',
  type: 'openai-compatible',
  baseUrl: 'https://api.deepseek.com',
  model: 'deepseek-chat',
  rows: [
    refusal('400', 400, deepSeekError('Bad'), 'bad-request'),
    refusal('400 "Model Not Exist"', 400, deepSeekError('Model Not Exist'), 'model-missing'),
    refusal('400 "Content Exists Risk"', 400, deepSeekError('Content Exists Risk'), 'policy'),
    refusal('401', 401, deepSeekError('Authentication Fails'), 'auth'),
    refusal('402', 402, deepSeekError('Insufficient Balance'), 'quota'),
    refusal('422', 422, deepSeekError('Invalid parameters'), 'bad-request'),
    refusal('429', 429, deepSeekError('Rate Limit Reached'), 'rate-limited'),
    refusal('500', 500, deepSeekError('Server Error'), 'server'),
    refusal('503', 503, deepSeekError('Server Overloaded'), 'overloaded'),
    stream('empty lines and : keep-alive, then nothing', ['\n\n\n: keep-alive\n\n'.repeat(4)], 'empty'),
    stream(
      'empty lines and : keep-alive, then an answer',
      ['\n\n: keep-alive\n\n', chatText, chunk({}, 'stop')],
      'stop',
    ),
    stream(
      'finish_reason insufficient_system_resource',
      [chatText, chunk({}, 'insufficient_system_resource')],
      'overloaded',
    ),
  ],
};

const llamaError = (code: number, type: string, message: string) => ({ error: { code, message, type } });

export const llamaCpp: Group = {
  title: 'llama.cpp',
  source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  type: 'openai-compatible',
  baseUrl: 'http://127.0.0.1:8080/v1',
  model: 'local-model',
  rows: [
    refusal('503 "Loading model"', 503, llamaError(503, 'unavailable_error', 'Loading model'), 'overloaded'),
    refusal(
      '400 exceed_context_size_error',
      400,
      llamaError(400, 'exceed_context_size_error', 'Long.'),
      'context-exceeded',
    ),
    refusal(
      '400 "prefill is incompatible with enable_thinking"',
      400,
      llamaError(400, 'invalid_request_error', 'Assistant response prefill is incompatible with enable_thinking.'),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400 "2 or more assistant messages at the end"',
      400,
      llamaError(400, 'invalid_request_error', 'Cannot have 2 or more assistant messages at the end of the list.'),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal('401', 401, llamaError(401, 'authentication_error', 'Invalid API Key'), 'auth'),
    stream(
      '"Context size has been exceeded" in mid-answer',
      [chatText, data(llamaError(500, 'server_error', 'Context size has been exceeded.'))],
      'context-exceeded',
    ),
    stream('any other error in mid-answer', [chatText, data(llamaError(500, 'server_error', 'Oops.'))], 'server'),
  ],
};

const vllmError = (code: number, type: string, message: string) => ({ error: { message, type, param: null, code } });

export const vllm: Group = {
  title: 'vLLM, SGLang, text-generation-inference',
  source: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  type: 'openai-compatible',
  baseUrl: 'http://10.0.0.7:8000/v1',
  model: 'served-model',
  rows: [
    refusal(
      '400 "maximum context length"',
      400,
      vllmError(400, 'BadRequestError', "This model's maximum context length is 4096 tokens."),
      'context-exceeded',
    ),
    refusal(
      '400 "longer than the maximum model length"',
      400,
      vllmError(
        400,
        'BadRequestError',
        'The decoder prompt (length 5000) is longer than the maximum model length of 4096.',
      ),
      'context-exceeded',
    ),
    refusal(
      '400 "continue_final_message is set but"',
      400,
      vllmError(
        400,
        'BadRequestError',
        'continue_final_message is set but the final message does not appear in the chat',
      ),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400, an error without a wrapping',
      400,
      { object: 'error', message: 'Bad.', type: 'BadRequestError', code: 400 },
      'bad-request',
    ),
    refusal(
      '404 NotFoundError',
      404,
      vllmError(404, 'NotFoundError', 'The model `x` does not exist.'),
      'model-missing',
    ),
    refusal(
      '424, text-generation-inference',
      424,
      { error: 'Request failed during generation', error_type: 'generation' },
      'server',
    ),
    refusal(
      '500, the engine is dead',
      500,
      vllmError(500, 'InternalServerError', 'EngineCore encountered an issue.'),
      'server',
    ),
    stream(
      'data: {"error":…} in mid-answer',
      [chatText, data(vllmError(500, 'InternalServerError', 'Oops.'))],
      'server',
    ),
    stream(
      'data: {"object":"error",…} in mid-answer',
      [chatText, data({ object: 'error', message: 'Bad.', type: 'BadRequestError', code: 400 })],
      'bad-request',
    ),
    stream('finish_reason abort', [chatText, chunk({}, 'abort')], 'in-stream'),
  ],
};

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
