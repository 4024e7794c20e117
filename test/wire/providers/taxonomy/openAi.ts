import { event, type Group, refusal, type Row, stream } from './row';

const error = (fields: Record<string, unknown>) => ({
  error: { message: 'Words.', type: 'invalid_request_error', param: null, code: null, ...fields },
});

const created = event({ type: 'response.created', response: { id: 'r', status: 'in_progress' } });
const text = event({ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'Some text' });
const incomplete = (reason: string): string =>
  event({ type: 'response.incomplete', response: { id: 'r', incomplete_details: { reason } } });
const failed = (code: string, message = 'Words.'): string =>
  event({ type: 'response.failed', response: { id: 'r', status: 'failed', error: { code, message } } });
const errorEvent = (code: string | null): string =>
  event({ type: 'error', code, message: 'Words.', param: null, sequence_number: 3 });

const quota = (code: string): Row => refusal(`429 ${code}`, 429, error({ type: 'insufficient_quota', code }), 'quota');

export const openAi: Group = {
  title: 'OpenAI, Responses',
  source: 'https://platform.openai.com/docs/guides/error-codes',
  type: 'openai',
  model: 'gpt-5.6-terra',
  rows: [
    refusal(
      '429 rate_limit_exceeded, retry-after-ms',
      429,
      error({ type: 'tokens', code: 'rate_limit_exceeded' }),
      'rate-limited',
      {
        headers: { 'retry-after-ms': '250', 'retry-after': '1' },
        retryAfterMs: 250,
      },
    ),
    refusal(
      '429 rate_limit_exceeded, "try again in 6m0s"',
      429,
      error({
        type: 'requests',
        code: 'rate_limit_exceeded',
        message: 'Rate limit reached. Please try again in 6m0s.',
      }),
      'rate-limited',
      { retryAfterMs: 360_000 },
    ),
    refusal(
      '429 rate_limit_exceeded, x-ratelimit-reset of what is used up',
      429,
      error({ code: 'rate_limit_exceeded' }),
      'rate-limited',
      {
        headers: {
          'x-ratelimit-remaining-requests': '3',
          'x-ratelimit-reset-requests': '12ms',
          'x-ratelimit-remaining-tokens': '0',
          'x-ratelimit-reset-tokens': '6m0s',
        },
        retryAfterMs: 360_000,
      },
    ),
    refusal('429 slow_down', 429, error({ type: 'rate_limit_error', code: 'slow_down' }), 'rate-limited'),
    refusal('503 slow_down, as it was before', 503, error({ type: 'server_error', code: 'slow_down' }), 'rate-limited'),
    ...[
      'insufficient_quota',
      'credit_balance_exhausted',
      'organization_spend_limit_exceeded',
      'project_spend_limit_exceeded',
      'organization_usage_limit_exceeded',
    ].map(quota),
    refusal('400 billing_hard_limit_reached', 400, error({ code: 'billing_hard_limit_reached' }), 'quota'),
    refusal('500 server_error', 500, error({ type: 'server_error' }), 'server'),
    refusal('502', 502, '<html>502 Bad Gateway</html>', 'server'),
    refusal(
      '503 server_is_overloaded',
      503,
      error({ type: 'service_unavailable_error', code: 'server_is_overloaded' }),
      'overloaded',
    ),
    refusal('504', 504, '', 'server'),
    refusal('400 context_length_exceeded', 400, error({ code: 'context_length_exceeded' }), 'context-exceeded'),
    refusal(
      '400 string_above_max_length of a text',
      400,
      error({ code: 'string_above_max_length', param: 'input[3].content[0].text' }),
      'context-exceeded',
    ),
    refusal(
      '400 string_above_max_length of a call id',
      400,
      error({ code: 'string_above_max_length', param: 'input[3].call_id' }),
      'bad-request',
      {
        repair: 'tool-call-id',
      },
    ),
    refusal('400 content_policy_violation', 400, error({ code: 'content_policy_violation' }), 'policy'),
    refusal(
      '400 invalid_prompt, flagged',
      400,
      error({ code: 'invalid_prompt', message: 'Invalid prompt: flagged by our usage policy.' }),
      'policy',
    ),
    refusal(
      '400 unsupported_parameter',
      400,
      error({ code: 'unsupported_parameter', param: 'temperature' }),
      'bad-request',
      {
        repair: 'parameter',
      },
    ),
    refusal('400 anything else', 400, error({ code: 'missing_required_parameter' }), 'bad-request'),
    refusal('401 invalid_api_key', 401, error({ code: 'invalid_api_key' }), 'auth'),
    refusal(
      '403 unsupported_country_region_territory',
      403,
      error({ code: 'unsupported_country_region_territory' }),
      'auth',
    ),
    refusal('404 model_not_found', 404, error({ code: 'model_not_found' }), 'model-missing'),
    refusal('404 of a path', 404, { error: { message: 'Invalid URL (POST /v1/v1/responses)' } }, 'wrong-address'),
    refusal('400 model_not_found', 400, error({ code: 'model_not_found' }), 'model-missing'),
    stream(
      'event: error, server_is_overloaded, behind response.created',
      [created, errorEvent('server_is_overloaded')],
      'overloaded',
    ),
    stream(
      'event: error, insufficient_quota, behind response.created',
      [created, errorEvent('insufficient_quota')],
      'quota',
    ),
    stream('event: error without a code, in mid-answer', [created, text, errorEvent(null)], 'in-stream'),
    stream('response.failed server_error', [created, text, failed('server_error')], 'server'),
    stream('response.failed rate_limit_exceeded', [created, failed('rate_limit_exceeded')], 'rate-limited'),
    stream('response.failed context_length_exceeded', [created, failed('context_length_exceeded')], 'context-exceeded'),
    stream('response.failed bio_policy', [created, failed('bio_policy')], 'policy'),
    stream(
      'response.failed image_content_policy_violation',
      [created, failed('image_content_policy_violation')],
      'policy',
    ),
    stream('response.failed invalid_image', [created, failed('invalid_image')], 'bad-request'),
    stream('response.failed of a new code', [created, failed('something_new')], 'in-stream'),
    stream('response.incomplete max_output_tokens', [created, text, incomplete('max_output_tokens')], 'length'),
    stream('response.incomplete content_filter', [created, text, incomplete('content_filter')], 'policy'),
    stream(
      'response.refusal.delta',
      [
        created,
        event({ type: 'response.refusal.delta', delta: 'No.' }),
        event({ type: 'response.completed', response: { id: 'r' } }),
      ],
      'policy',
    ),
    stream(
      'response.completed, no text',
      [created, event({ type: 'response.completed', response: { id: 'r' } })],
      'empty',
    ),
    stream('none of completed, incomplete and failed', [created, text], 'stream-cut'),
  ],
};
