import { chatText, chunk, data, type Group, refusal, stream } from './row';

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
