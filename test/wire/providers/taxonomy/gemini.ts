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

/** Refusals that both paths word the same. */
const refusals: readonly Row[] = [
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
];

export const geminiCompatible: Group = {
  title: "Gemini's OpenAI-compatible endpoint",
  source: 'https://ai.google.dev/gemini-api/docs/troubleshooting',
  type: 'openai-compatible',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  model: 'gemini-3-pro',
  rows: [
    ...refusals,
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

function part(part: unknown, more: Record<string, unknown> = {}): string {
  return data({ candidates: [{ index: 0, content: { role: 'model', parts: [part] }, ...more }] });
}

const text = part({ text: 'Some text' });

export const gemini3: Group = {
  title: 'Gemini',
  source: 'https://ai.google.dev/api/generate-content#FinishReason',
  type: 'google',
  baseUrl: 'https://generativelanguage.googleapis.com',
  model: 'gemini-3.8-flash',
  rows: [
    ...refusals,
    ...['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'LANGUAGE'].map((reason) =>
      stream(`finishReason ${reason}`, [part({ text: '' }, { finishReason: reason })], 'policy'),
    ),
    ...['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'OTHER', 'JAILBREAK', 'MODEL_ARMOR'].map((blockReason) =>
      stream(`promptFeedback.blockReason ${blockReason}`, [data({ promptFeedback: { blockReason } })], 'policy'),
    ),
    ...['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS'].map((reason) =>
      stream(`finishReason ${reason}`, [text, part({ text: '' }, { finishReason: reason })], 'in-stream'),
    ),
    stream('finishReason MAX_TOKENS', [text, part({ text: '' }, { finishReason: 'MAX_TOKENS' })], 'length'),
    stream('finishReason STOP, no text', [part({ text: '' }, { finishReason: 'STOP' })], 'empty'),
    stream(
      'thoughts, then finishReason MAX_TOKENS',
      [part({ text: 'Hm', thought: true }), part({ text: '' }, { finishReason: 'MAX_TOKENS' })],
      'empty',
    ),
    stream('the end without a finishReason', [text], 'stream-cut'),
    stream(
      'UNAVAILABLE in mid-answer',
      [text, data({ error: { code: 503, message: 'Words.', status: 'UNAVAILABLE' } })],
      'overloaded',
    ),
    stream(
      'RESOURCE_EXHAUSTED in mid-answer',
      [text, data({ error: { code: 429, message: 'Words.', status: 'RESOURCE_EXHAUSTED' } })],
      'rate-limited',
    ),
    stream(
      'a call in pieces without its last',
      [part({ functionCall: { name: 'read', willContinue: true } }), part({ text: '' }, { finishReason: 'STOP' })],
      'in-stream',
    ),
    stream(
      'a piece of a call that lies behind the end of its list',
      [
        part({ functionCall: { name: 'read', willContinue: true } }),
        part({ functionCall: { partialArgs: [{ jsonPath: '$.paths[5]', stringValue: 'a.ts' }] } }),
        part({ text: '' }, { finishReason: 'STOP' }),
      ],
      'in-stream',
    ),
  ],
};
