import { event, type Group, refusal, type Row, stream } from './row';

const error = (type: string, message = 'Words.', more = {}) => ({
  type: 'error',
  error: { type, message, ...more },
  request_id: 'req_1',
});

const invalid = (message: string) => error('invalid_request_error', message);

const start = event({ type: 'message_start', message: { id: 'm', role: 'assistant', content: [], usage: {} } });
const text = [
  event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Some text' } }),
].join('');
const stopped = (reason: string): string =>
  event({ type: 'message_delta', delta: { stop_reason: reason } }) + event({ type: 'message_stop' });

const inStream = (type: string, verdict: Row['verdict'], message = 'Words.', more: Partial<Row> = {}): Row =>
  stream(`event: error, ${type}, in mid-answer`, [start, text, event(error(type, message))], verdict, more);

export const anthropic: Group = {
  title: 'Anthropic',
  source: 'https://docs.claude.com/en/api/errors',
  type: 'anthropic',
  model: 'claude-haiku-4-5',
  rows: [
    refusal('400 invalid_request_error', 400, invalid('max_tokens: Field required'), 'bad-request'),
    refusal(
      '400 "prompt is too long"',
      400,
      invalid('prompt is too long: 210000 tokens > 200000'),
      'context-exceeded',
      {
        contextWindowTokens: 200_000,
      },
    ),
    refusal(
      '400 "credit balance is too low"',
      400,
      invalid('Your credit balance is too low to access the API.'),
      'quota',
    ),
    refusal(
      '400 "specified API usage limits … regain access on <date>"',
      400,
      invalid('You have reached your specified API usage limits. You will regain access on 2026-11-27 at 06:00 UTC.'),
      'quota',
      { retryAfterMs: 18 * 3_600_000 },
    ),
    refusal(
      '400 "does not support assistant message prefill"',
      400,
      invalid('This model does not support assistant message prefill. The conversation must end with a user message.'),
      'bad-request',
      { repair: 'prefill' },
    ),
    refusal(
      '400 "an `assistant` message in the final position, which would pre-fill"',
      400,
      invalid(
        'Your API request included an `assistant` message in the final position, which would pre-fill the response.',
      ),
      'bad-request',
      { repair: 'prefill' },
    ),
    refusal(
      '400 "final assistant content cannot end with trailing whitespace"',
      400,
      invalid('messages: final assistant content cannot end with trailing whitespace'),
      'bad-request',
      { repair: 'prefill' },
    ),
    refusal(
      '400 "Invalid `signature` in `thinking` block"',
      400,
      invalid('messages.1.content.0: Invalid `signature` in `thinking` block'),
      'bad-request',
      { repair: 'thinking-signature' },
    ),
    refusal(
      '400 "`thinking` … blocks in the latest assistant message cannot be modified"',
      400,
      invalid('`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified.'),
      'bad-request',
      { repair: 'thinking-signature' },
    ),
    refusal(
      '400 "tool_use.id: String should match pattern"',
      400,
      invalid("messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'"),
      'bad-request',
      { repair: 'tool-call-id' },
    ),
    refusal(
      '400 "`temperature` is deprecated"',
      400,
      invalid('`temperature` is deprecated for this model.'),
      'bad-request',
      {
        repair: 'parameter',
      },
    ),
    refusal(
      '400 "blocked by content filtering policy"',
      400,
      invalid('Output blocked by content filtering policy'),
      'policy',
    ),
    refusal('401 authentication_error', 401, error('authentication_error', 'invalid x-api-key'), 'auth'),
    refusal('402 billing_error', 402, error('billing_error'), 'quota'),
    refusal('403 permission_error', 403, error('permission_error'), 'auth'),
    refusal('404 not_found_error', 404, error('not_found_error', 'model: claude-9'), 'model-missing'),
    refusal('404 not_found_error, of the path', 404, error('not_found_error', 'Not Found'), 'wrong-address'),
    refusal('403 "error code: 1010" of a firewall', 403, 'error code: 1010', 'not-protocol', { scope: 'endpoint' }),
    refusal('409 conflict_error', 409, error('conflict_error'), 'server'),
    refusal(
      '400 "exceed context limit"',
      400,
      error(
        'invalid_request_error',
        'input length and `max_tokens` exceed context limit: 189136 + 20000 > 204648, decrease input length or `max_tokens` and try again',
      ),
      'context-exceeded',
      { contextWindowTokens: 204_648 },
    ),
    refusal(
      '400, more output than the model writes',
      400,
      error(
        'invalid_request_error',
        'max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens',
      ),
      'bad-request',
    ),
    refusal('413 request_too_large', 413, error('request_too_large'), 'context-exceeded'),
    refusal(
      '413, a page of Cloudflare',
      413,
      '<html><title>413 Request Entity Too Large</title></html>',
      'context-exceeded',
    ),
    refusal('429 rate_limit_error, retry-after', 429, error('rate_limit_error'), 'rate-limited', {
      headers: { 'retry-after': '40' },
      retryAfterMs: 40_000,
    }),
    refusal(
      '429 rate_limit_error, the reset of a limit that is used up',
      429,
      error('rate_limit_error'),
      'rate-limited',
      {
        headers: {
          'anthropic-ratelimit-input-tokens-remaining': '0',
          'anthropic-ratelimit-input-tokens-reset': '2026-11-26T12:00:30Z',
          'anthropic-ratelimit-requests-remaining': '10',
          'anthropic-ratelimit-requests-reset': '2026-11-26T12:10:00Z',
        },
        retryAfterMs: 30_000,
      },
    ),
    refusal(
      '429 details.error_code enforced_spend_limit_reached',
      429,
      error('rate_limit_error', 'Words.', { details: { error_code: 'enforced_spend_limit_reached' } }),
      'quota',
    ),
    refusal(
      '429 "Extra usage is required for long context requests"',
      429,
      error('rate_limit_error', 'Extra usage is required for long context requests.'),
      'context-exceeded',
    ),
    refusal('500 api_error', 500, error('api_error'), 'server'),
    refusal('504 timeout_error', 504, error('timeout_error'), 'server'),
    refusal('529 overloaded_error', 529, error('overloaded_error', 'Overloaded'), 'overloaded'),
    inStream('overloaded_error', 'overloaded'),
    inStream('api_error', 'server'),
    inStream('timeout_error', 'server'),
    inStream('rate_limit_error', 'rate-limited'),
    inStream('authentication_error', 'auth'),
    inStream('invalid_request_error', 'bad-request'),
    inStream('something_new_error', 'in-stream'),
    stream('event: error before any text', [event(error('overloaded_error'))], 'overloaded'),
    stream('stop_reason refusal', [start, text, stopped('refusal')], 'policy'),
    stream(
      'stop_reason model_context_window_exceeded behind text',
      [start, text, stopped('model_context_window_exceeded')],
      'length',
    ),
    stream(
      'stop_reason model_context_window_exceeded, no text',
      [start, stopped('model_context_window_exceeded')],
      'context-exceeded',
    ),
    stream('stop_reason max_tokens', [start, text, stopped('max_tokens')], 'length'),
    stream('stop_reason pause_turn', [start, text, stopped('pause_turn')], 'stop'),
    stream('stop_reason of a new name behind text', [start, text, stopped('something_new')], 'stop'),
    stream('stop_reason end_turn, no text', [start, stopped('end_turn')], 'empty'),
    stream('no message_stop', [start, text], 'stream-cut'),
  ],
};
