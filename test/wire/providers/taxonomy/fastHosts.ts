import { chatText, chunk, type Group, refusal, stream } from './row';

const said = (type: string, code: string | null, message: string) => ({ error: { message, type, code } });

/** Hosts of open models that answer in OpenAI's shape, each with limits of its own. */
export const groq: Group = {
  title: 'Groq',
  source: 'https://console.groq.com/docs/errors',
  basis:
    'Bodies of 413 and 429 as quoted in <https://github.com/HunorLaczko/ha-groq-cloud-api/issues/27> and <https://github.com/continuedev/continue/issues/10920>, the code of 498 in <https://console.groq.com/docs/flex-processing>; that of `model_decommissioned` as in the logs of several public repositories; the words of the others are made up.',
  type: 'openai-compatible',
  preset: 'groq',
  model: 'openai/gpt-oss-120b',
  rows: [
    refusal(
      '429 rate_limit_exceeded of requests, the reset of what is used up',
      429,
      said('requests', 'rate_limit_exceeded', 'Rate limit reached for model `openai/gpt-oss-120b`.'),
      'rate-limited',
      {
        headers: {
          'x-ratelimit-remaining-requests': '0',
          'x-ratelimit-reset-requests': '2m59.56s',
          'x-ratelimit-remaining-tokens': '5000',
          'x-ratelimit-reset-tokens': '7.66s',
        },
        retryAfterMs: 179_560,
      },
    ),
    refusal(
      '429 rate_limit_exceeded of tokens, "Please try again in 9m38.016s"',
      429,
      said(
        'tokens',
        'rate_limit_exceeded',
        'Rate limit reached for model `openai/gpt-oss-120b` in organization `org_1` service tier `on_demand` on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please try again in 9m38.016s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing',
      ),
      'rate-limited',
      { retryAfterMs: 578_016 },
    ),
    refusal(
      '413 of more tokens than a minute has',
      413,
      said(
        'tokens',
        'rate_limit_exceeded',
        'Request too large for model `openai/gpt-oss-120b` in organization `org_1` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 12328, please reduce your message size and try again. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing',
      ),
      'context-exceeded',
    ),
    refusal(
      '498 capacity_exceeded of its flexible tier',
      498,
      said('internal_server_error', 'capacity_exceeded', 'No room for now.'),
      'overloaded',
    ),
    refusal(
      '498 of its flexible tier, by the type alone',
      498,
      said('capacity_exceeded', null, 'No room for now.'),
      'overloaded',
    ),
    refusal(
      '498 of its flexible tier, by its words alone',
      498,
      said('internal_server_error', null, '`flex` tier capacity exceeded.'),
      'overloaded',
    ),
    refusal(
      '400 model_decommissioned',
      400,
      said(
        'invalid_request_error',
        'model_decommissioned',
        'The model `llama-3.3-70b-versatile` has been decommissioned and is no longer supported.',
      ),
      'model-missing',
    ),
    refusal(
      '404 model_not_found',
      404,
      said('invalid_request_error', 'model_not_found', 'The model `x` does not exist or you do not have access to it.'),
      'model-missing',
    ),
    refusal('401 invalid_api_key', 401, said('invalid_request_error', 'invalid_api_key', 'Invalid API Key'), 'auth'),
    refusal('503', 503, said('internal_server_error', null, 'Service Unavailable'), 'overloaded'),
    stream('finish_reason stop', [chatText, chunk({}, 'stop')], 'stop'),
  ],
};

export const cerebras: Group = {
  title: 'Cerebras',
  source: 'https://inference-docs.cerebras.ai/support/error',
  basis:
    'The page has statuses alone. The body of `request_quota_exceeded` as quoted in <https://github.com/nminaya/grammar-nazi-bot/issues/958>, that of `queue_exceeded` as in the logs and tests of several public repositories; which header tells the wait is not told there.',
  type: 'openai-compatible',
  preset: 'cerebras',
  model: 'gpt-oss-120b',
  rows: [
    refusal(
      '429 request_quota_exceeded, `retry-after`',
      429,
      {
        message: 'Requests per minute limit exceeded - too many requests sent.',
        type: 'too_many_requests_error',
        param: 'quota',
        code: 'request_quota_exceeded',
      },
      'rate-limited',
      { headers: { 'retry-after': '3600' }, retryAfterMs: 3_600_000 },
    ),
    refusal(
      '429 queue_exceeded',
      429,
      {
        message: "We're experiencing high traffic right now! Please try again soon.",
        type: 'too_many_requests_error',
        param: 'queue',
        code: 'queue_exceeded',
      },
      'overloaded',
    ),
  ],
};

export const together: Group = {
  title: 'Together AI',
  source: 'https://docs.together.ai/docs/error-codes',
  basis:
    'Bodies as quoted in <https://github.com/HeyPuter/puter/issues/3168> (400), <https://github.com/expectedparrot/edsl/issues/2098> (402), <https://github.com/stanford-crfm/helm/pull/2079> (the words of 403) and <https://github.com/togethercomputer/MoA/issues/27> (429); that of 503 is made up.',
  type: 'openai-compatible',
  preset: 'together',
  model: 'openai/gpt-oss-120b',
  rows: [
    refusal(
      '400 model_not_available, of a model that needs an endpoint of one’s own',
      400,
      said(
        'invalid_request_error',
        'model_not_available',
        'Unable to access non-serverless model meta-llama/Llama-3-8b-chat-hf. Please visit https://api.together.ai/models/meta-llama/Llama-3-8b-chat-hf to create and start a new dedicated endpoint for the model.',
      ),
      'model-missing',
    ),
    refusal(
      '402 of an account without credit',
      402,
      said(
        'credit_limit',
        null,
        'Credit limit exceeded. Please navigate to https://api.together.xyz/settings/billing to add credit or upgrade your plan.',
      ),
      'quota',
    ),
    refusal(
      '403 of a request that is too long',
      403,
      said(
        'invalid_request_error',
        null,
        'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 2019 `inputs` tokens and 30 `max_new_tokens`',
      ),
      'context-exceeded',
      { contextWindowTokens: 2_048 },
    ),
    refusal(
      '429 in the type of an account without credit',
      429,
      said(
        'credit_limit',
        null,
        'You have been rate limited. Your rate limit is 60 queries per minute. Please navigate to https://api.together.xyz/settings/billing to upgrade to a paid plan.',
      ),
      'rate-limited',
    ),
    refusal(
      '503 of a host that is busy',
      503,
      said('service_unavailable', null, 'The server is currently overloaded.'),
      'overloaded',
    ),
  ],
};

export const fireworks: Group = {
  title: 'Fireworks AI',
  source: 'https://docs.fireworks.ai/guides/inference-error-codes',
  basis:
    'Bodies as quoted in <https://github.com/warpdotdev/warp/issues/15107> (404) and <https://github.com/pollinations/pollinations/issues/12136> (412).',
  type: 'openai-compatible',
  preset: 'fireworks',
  model: 'accounts/fireworks/models/gpt-oss-120b',
  rows: [
    refusal(
      '404 NOT_FOUND of a model that is not deployed',
      404,
      {
        error: {
          message: 'Model not found, inaccessible, and/or not deployed',
          param: 'model',
          code: 'NOT_FOUND',
          type: 'error',
        },
      },
      'model-missing',
    ),
    refusal(
      '412 PRECONDITION_FAILED of an account that is suspended',
      412,
      {
        error: {
          message:
            'Account ada is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices. Please go to https://fireworks.ai/account/billing for more information.',
          param: null,
          code: 'PRECONDITION_FAILED',
          type: 'error',
        },
        request_id: '11650e2f-ff1b-4aac-9719-98006adf7349',
      },
      'quota',
    ),
  ],
};
