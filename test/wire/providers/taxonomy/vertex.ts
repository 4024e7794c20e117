import { data, event, type Group, refusal, type Row, stream } from './row';

const error = (code: number, status: string, message: string, more: Record<string, unknown> = {}) => ({
  error: { code, message, status, ...more },
});

const model = 'projects/p/locations/us-east5/publishers/x/models/m';

/** What stands before every model says, in Google's words. */
const ofGoogle: readonly Row[] = [
  refusal(
    '403 PERMISSION_DENIED, a role is missing',
    403,
    error(
      403,
      'PERMISSION_DENIED',
      `Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/${model}'.`,
    ),
    'auth',
    { scope: 'credential' },
  ),
  refusal(
    '403 PERMISSION_DENIED, the API is off',
    403,
    error(403, 'PERMISSION_DENIED', 'Vertex AI API has not been used in project p before or it is disabled.', {
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' }],
    }),
    'auth',
  ),
  refusal(
    '401 UNAUTHENTICATED, ACCESS_TOKEN_EXPIRED',
    401,
    error(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials. Expected OAuth 2 access token.', {
      details: [{ reason: 'ACCESS_TOKEN_EXPIRED' }],
    }),
    'auth',
    { scope: 'credential' },
  ),
  refusal(
    '429 RESOURCE_EXHAUSTED, no room for now',
    429,
    error(429, 'RESOURCE_EXHAUSTED', 'Resource exhausted. Please try again later.'),
    'rate-limited',
  ),
  refusal(
    '429 RESOURCE_EXHAUSTED, a quota by the minute, in a list',
    429,
    [
      error(
        429,
        'RESOURCE_EXHAUSTED',
        'Quota exceeded for aiplatform.googleapis.com/online_prediction_input_tokens_per_minute_per_base_model with base model: m. Please submit a quota increase request.',
      ),
    ],
    'rate-limited',
  ),
  refusal(
    '404 NOT_FOUND, "Publisher Model … was not found"',
    404,
    error(404, 'NOT_FOUND', `Publisher Model \`${model}\` was not found or your project does not have access to it.`),
    'model-missing',
  ),
  refusal(
    '400 FAILED_PRECONDITION, "not allowed to use Publisher Model"',
    400,
    error(400, 'FAILED_PRECONDITION', `Project \`1\` is not allowed to use Publisher Model \`${model}\``),
    'model-missing',
  ),
  refusal('503 UNAVAILABLE', 503, error(503, 'UNAVAILABLE', 'The service is currently unavailable.'), 'overloaded'),
  refusal('500 INTERNAL', 500, error(500, 'INTERNAL', 'Internal error encountered.'), 'server'),
  refusal('504 DEADLINE_EXCEEDED', 504, error(504, 'DEADLINE_EXCEEDED', 'Deadline exceeded.'), 'server'),
];

const part = (text: string, finishReason?: string): string =>
  data({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] }, finishReason }] });

export const vertexGemini: Group = {
  title: 'Gemini on Vertex AI',
  source: 'https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/api-errors',
  type: 'google-vertex',
  baseUrl: 'https://aiplatform.googleapis.com/v1/projects/p/locations/global',
  model: 'gemini-3.8-flash',
  rows: [
    ...ofGoogle,
    stream('finishReason MODEL_ARMOR', [part('Some text'), part('', 'MODEL_ARMOR')], 'policy'),
    stream('promptFeedback', [data({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } })], 'policy'),
    stream(
      'RESOURCE_EXHAUSTED in mid-answer',
      [part('Some text'), data(error(429, 'RESOURCE_EXHAUSTED', 'Later.'))],
      'rate-limited',
    ),
  ],
};

const text = event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Some text' } });

export const vertexClaude: Group = {
  title: 'Claude on Vertex AI',
  source: 'https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai',
  type: 'anthropic-vertex',
  baseUrl: 'https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5',
  model: 'claude-sonnet-5-5',
  rows: [
    ...ofGoogle,
    refusal(
      '529 overloaded_error',
      529,
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      'overloaded',
    ),
    refusal(
      '400 invalid_request_error, prefill',
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'This model does not support assistant message prefill.' },
      },
      'bad-request',
      { repair: 'prefill' },
    ),
    refusal(
      '400 invalid_request_error, "prompt is too long"',
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'prompt is too long: 201000 tokens > 200000 maximum' },
      },
      'context-exceeded',
      { contextWindowTokens: 200_000 },
    ),
    stream(
      'an error event, overloaded_error',
      [text, event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })],
      'overloaded',
    ),
    stream(
      'stop_reason refusal',
      [text, event({ type: 'message_delta', delta: { stop_reason: 'refusal' } }), event({ type: 'message_stop' })],
      'policy',
    ),
  ],
};
