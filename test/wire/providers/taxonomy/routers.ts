import { chatText, chunk, data, type Group, refusal, stream } from './row';

const routed = (code: number, message: string, metadata?: Record<string, unknown>) => ({
  error: { code, message, ...(metadata ? { metadata } : {}) },
});

/** What a host behind the router said, in the router's wrapping. */
const upstream = (code: number, raw: unknown) =>
  routed(code, 'Provider returned error', { provider_name: 'Some Host', raw: JSON.stringify(raw) });

const noPrefill =
  'This model does not support assistant message prefill. The conversation must end with a user message.';

export const openRouter: Group = {
  title: 'OpenRouter',
  source: 'https://openrouter.ai/docs/api-reference/errors',
  type: 'openai-compatible',
  baseUrl: 'https://openrouter.ai/api/v1',
  model: 'anthropic/claude-sonnet-4.5',
  rows: [
    refusal('400', 400, routed(400, 'Bad'), 'bad-request'),
    refusal('400 "not a valid model ID"', 400, routed(400, 'x/y is not a valid model ID'), 'model-missing'),
    refusal(
      '400 error_type context_length_exceeded',
      400,
      routed(400, 'Long.', { error_type: 'context_length_exceeded' }),
      'context-exceeded',
    ),
    refusal(
      '400, prefill refused in metadata.raw',
      400,
      upstream(400, { error: { message: noPrefill } }),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400, signature refused in metadata.raw',
      400,
      upstream(400, { type: 'error', error: { message: 'Invalid `signature` in `thinking` block' } }),
      'bad-request',
      { repair: 'thinking-signature' },
    ),
    refusal('401', 401, routed(401, 'No auth credentials found'), 'auth'),
    refusal('401 of the host behind it', 401, upstream(401, { error: { message: 'bad key' } }), 'auth', {
      scope: 'model',
    }),
    refusal('402', 402, routed(402, 'Insufficient credits'), 'quota'),
    refusal(
      '402 limit_source openrouter_in_flight_budget',
      402,
      routed(402, 'Busy', { limit_source: 'openrouter_in_flight_budget' }),
      'rate-limited',
      { headers: { 'retry-after': '3' }, retryAfterMs: 3_000 },
    ),
    refusal('403 flagged_input', 403, routed(403, 'Flagged', { reasons: ['violence'], flagged_input: '…' }), 'policy'),
    refusal('403 of a guardrail', 403, routed(403, 'Blocked', { error_type: 'content_policy_violation' }), 'policy'),
    refusal('403', 403, routed(403, 'Forbidden'), 'auth'),
    refusal('404 "No endpoints found"', 404, routed(404, 'No endpoints found for x/y.'), 'model-missing'),
    refusal('408', 408, routed(408, 'Timed out'), 'server'),
    refusal('429, retry-after', 429, routed(429, 'Slow down'), 'rate-limited', {
      headers: { 'retry-after': '7' },
      retryAfterMs: 7_000,
    }),
    refusal(
      '429, the reset in metadata.headers',
      429,
      routed(429, 'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock more', {
        headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(Date.UTC(2026, 10, 26, 13)) },
      }),
      'rate-limited',
      { retryAfterMs: 3_600_000 },
    ),
    refusal('502 of the host behind it', 502, upstream(502, { error: 'down' }), 'server', { scope: 'model' }),
    refusal('502', 502, routed(502, 'Down'), 'server'),
    refusal('503', 503, routed(503, 'No provider fits'), 'overloaded', {
      headers: { 'retry-after': '2' },
      retryAfterMs: 2_000,
    }),
    refusal('200, JSON with error in the place of a stream', 200, routed(429, 'Slow down'), 'rate-limited'),
    stream('a chunk with error, code 502', [chatText, data({ ...routed(502, 'Down'), choices: [] })], 'server'),
    stream(
      'a chunk with error, code "server_error"',
      [data({ error: { code: 'server_error', message: 'Oops' }, choices: [] })],
      'server',
    ),
    stream(
      'a chunk with error, error_type provider_overloaded',
      [data({ ...routed(502, 'Down', { error_type: 'provider_overloaded' }), choices: [] })],
      'overloaded',
    ),
    stream('finish_reason error', [chatText, chunk({}, 'error')], 'in-stream'),
    stream(': OPENROUTER PROCESSING and nothing else', [': OPENROUTER PROCESSING\n\n'.repeat(3)], 'empty'),
  ],
};

const amazonStream = (name: string, more = {}): string => data({ [name]: { message: 'Words.', ...more } });

export const bedrock: Group = {
  title: 'Bedrock, as gateways pass it on',
  source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html',
  type: 'openai-compatible',
  baseUrl: 'https://gateway.example.com/v1',
  model: 'anthropic.claude-sonnet-4-5',
  rows: [
    refusal(
      '429 ThrottlingException',
      429,
      { message: 'Too many tokens, please wait before trying again.' },
      'rate-limited',
      {
        headers: { 'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/coral/' },
      },
    ),
    refusal(
      '429 ModelNotReadyException',
      429,
      { __type: 'com.amazon#ModelNotReadyException', message: 'Later.' },
      'overloaded',
    ),
    refusal(
      '400 ServiceQuotaExceededException',
      400,
      { __type: 'ServiceQuotaExceededException', message: 'Too many tokens' },
      'rate-limited',
    ),
    refusal('400 ValidationException', 400, { __type: 'ValidationException', message: 'Malformed' }, 'bad-request'),
    refusal(
      '400 ValidationException, prefill',
      400,
      { __type: 'ValidationException', message: noPrefill },
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400 ValidationException "Input is too long"',
      400,
      { message: 'Input is too long for requested model.' },
      'context-exceeded',
    ),
    refusal('403 AccessDeniedException', 403, { __type: 'AccessDeniedException', message: 'No.' }, 'auth'),
    refusal('408 ModelTimeoutException', 408, { __type: 'ModelTimeoutException', message: 'Slow.' }, 'server'),
    refusal('424 ModelErrorException', 424, { __type: 'ModelErrorException', message: 'Broke.' }, 'server'),
    refusal(
      '503 ServiceUnavailableException',
      503,
      { __type: 'ServiceUnavailableException', message: 'Later.' },
      'overloaded',
    ),
    stream('throttlingException in mid-answer', [chatText, amazonStream('throttlingException')], 'rate-limited'),
    stream('internalServerException in mid-answer', [chatText, amazonStream('internalServerException')], 'server'),
    stream(
      'serviceUnavailableException in mid-answer',
      [chatText, amazonStream('serviceUnavailableException')],
      'overloaded',
    ),
    stream(
      'modelStreamErrorException in mid-answer',
      [chatText, amazonStream('modelStreamErrorException')],
      'in-stream',
    ),
    stream('validationException in mid-answer', [chatText, amazonStream('validationException')], 'bad-request'),
  ],
};
