import { event, type Group, refusal, stream } from './row';

const error = (code: string | null, message: string, more: Record<string, unknown> = {}) => ({
  error: { code, message, ...more },
});

const created = event({ type: 'response.created', response: { id: 'r', status: 'in_progress' } });
const text = event({ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'Some text' });
const filtered = { content_filter_results: { violence: { filtered: true, severity: 'high' } } };

/** The words are those of reports of users: most of Azure's errors are in no reference. */
export const azure: Group = {
  title: 'Azure OpenAI',
  source: 'https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter',
  type: 'azure-openai',
  baseUrl: 'https://contoso.openai.azure.com',
  model: 'gpt-4o',
  rows: [
    refusal('429, retry-after-ms', 429, error('429', 'Requests have exceeded the call rate limit.'), 'rate-limited', {
      headers: { 'retry-after-ms': '1500', 'retry-after': '2', 'x-ms-throttle-reason': 'tokens' },
      retryAfterMs: 1_500,
    }),
    refusal(
      '429 RateLimitReached, "Please retry after 26 seconds"',
      429,
      error(
        'RateLimitReached',
        'Your requests to gpt-4o for gpt-4o in East US have exceeded the token rate limit for your current AIServices S0 pricing tier. Please retry after 26 seconds. To increase your default rate limit, visit: https://aka.ms/oai/quotaincrease.',
      ),
      'rate-limited',
      { retryAfterMs: 26_000 },
    ),
    refusal(
      '400 content_filter, of the prompt',
      400,
      error('content_filter', 'Filtered.', { param: 'prompt' }),
      'policy',
    ),
    refusal(
      '400 innererror ResponsibleAIPolicyViolation',
      400,
      error(null, 'Filtered.', { innererror: { code: 'ResponsibleAIPolicyViolation' } }),
      'policy',
    ),
    refusal(
      '401, a wrong key',
      401,
      error(
        '401',
        'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      ),
      'auth',
      { scope: 'credential' },
    ),
    refusal(
      '401 PermissionDenied, a role is missing',
      401,
      error('PermissionDenied', 'Principal does not have access to API/Operation.'),
      'auth',
      { scope: 'credential' },
    ),
    refusal(
      '401 PermissionDenied, "lacks the required data action"',
      401,
      error(
        'PermissionDenied',
        'The principal `0f8a` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/responses/write` to perform `POST /openai/responses` operation.',
      ),
      'auth',
    ),
    refusal(
      '403 AuthenticationTypeDisabled, keys are off',
      403,
      error('AuthenticationTypeDisabled', 'Key based authentication is disabled for this resource.'),
      'auth',
    ),
    refusal(
      '403, outside the virtual network',
      403,
      error('403', 'Access denied due to Virtual Network/Firewall rules.'),
      'auth',
    ),
    refusal(
      '400, the token of another tenant',
      400,
      error('BadRequest', 'Token tenant 1c2d does not match resource tenant.'),
      'auth',
    ),
    refusal(
      '404 DeploymentNotFound',
      404,
      error(
        'DeploymentNotFound',
        'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
      ),
      'model-missing',
    ),
    refusal('404 Resource not found', 404, error('404', 'Resource not found'), 'wrong-address'),
    refusal(
      '400 OperationNotSupported, an embedding',
      400,
      error('OperationNotSupported', 'The chatCompletion operation does not work with the specified model, ada.'),
      'model-missing',
    ),
    refusal('408 Timeout', 408, error('Timeout', 'The operation was timeout.'), 'server'),
    refusal(
      '503 InternalServerError',
      503,
      error('InternalServerError', 'Backend returned unexpected response.'),
      'overloaded',
    ),
    stream(
      'response.incomplete, content_filter',
      [
        created,
        text,
        event({
          type: 'response.incomplete',
          response: { id: 'r', status: 'incomplete', incomplete_details: { reason: 'content_filter' }, ...filtered },
        }),
      ],
      'policy',
    ),
    stream(
      'an error event, content_filter',
      [created, text, event({ type: 'error', code: 'content_filter', message: 'Filtered.', param: null })],
      'policy',
    ),
    stream(
      'an error event, too_many_requests',
      [created, event({ type: 'error', code: 'too_many_requests', message: 'Too Many Requests' })],
      'rate-limited',
    ),
    stream(
      'response.failed, server_error',
      [
        created,
        text,
        event({ type: 'response.failed', response: { id: 'r', error: { code: 'server_error', message: 'Oops' } } }),
      ],
      'server',
    ),
  ],
};
