import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FailureKind, failureKinds, type Repair } from '../../../src/model/failure';
import type { ProviderType } from '../../../src/model/route';
import type { WireFault } from '../../../src/providers/wireFault';
import { classifiers, context, response } from './fixtures';

const types = Object.keys(classifiers) as ProviderType[];

const byStatus: Readonly<Record<number, FailureKind>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'model-missing',
  407: 'auth',
  408: 'server',
  409: 'server',
  410: 'model-missing',
  413: 'context-exceeded',
  425: 'server',
  429: 'rate-limited',
  503: 'overloaded',
  529: 'overloaded',
};

describe('an error status without a word', () => {
  for (const type of types) {
    it(`has a kind of its own with ${type}, from 400 to 599`, () => {
      for (let status = 400; status < 600; status += 1) {
        // Ollama answers 502 when its cloud cannot be reached: https://docs.ollama.com/api/errors
        const own = type === 'ollama' && status === 502 ? 'connect' : undefined;
        const expected = own ?? byStatus[status] ?? (status >= 500 ? 'server' : 'bad-request');
        for (const body of ['', 'upstream error', '{"error":{}}']) {
          const failure = classifiers[type](response(status, body), context);
          assert.deepEqual([failure.kind, failure.status], [expected, status], `${status} ${body}`);
        }
      }
    });
  }

  it('is a page of somebody else below 500, and the fault of a proxy from there on', () => {
    const page = '<!DOCTYPE html><html><body>Log in</body></html>';
    for (const type of types) {
      const kinds = [401, 403, 404, 429, 500, 503].map(
        (status) => classifiers[type](response(status, page), context).kind,
      );
      assert.deepEqual(kinds, ['not-protocol', 'not-protocol', 'not-protocol', 'rate-limited', 'server', 'overloaded']);
    }
  });
});

type Case = readonly [what: string, fault: WireFault, kind: FailureKind];

const anthropicError = (type: string, message = '', more = {}) => ({
  type: 'error',
  error: { type, message, ...more },
});
const openAiError = (error: Record<string, unknown>) => ({ error: { message: 'Words.', param: null, ...error } });
const inStream = (body: unknown): WireFault => ({ type: 'stream-error', data: JSON.stringify(body), sawContent: true });
const ended = (finish: string | undefined, sawContent = false): WireFault => ({
  type: 'ended',
  endMarker: finish !== undefined,
  sawContent,
  finish,
});

const cases: Readonly<Record<ProviderType, readonly Case[]>> = {
  // https://docs.claude.com/en/api/errors
  anthropic: [
    ['too much to do', response(529, anthropicError('overloaded_error', 'Overloaded')), 'overloaded'],
    ['too much to do, in mid-answer', inStream(anthropicError('overloaded_error', 'Overloaded')), 'overloaded'],
    ['a fault of its own, in mid-answer', inStream(anthropicError('api_error', 'Internal server error')), 'server'],
    ['a timeout', response(504, anthropicError('timeout_error')), 'server'],
    ['a rate limit', response(429, anthropicError('rate_limit_error')), 'rate-limited'],
    [
      'a limit of money that the user has set',
      response(429, anthropicError('rate_limit_error', '', { code: 'enforced_spend_limit_reached' })),
      'quota',
    ],
    ['a bill', response(402, anthropicError('billing_error')), 'quota'],
    [
      'no credit',
      response(400, anthropicError('invalid_request_error', 'Your credit balance is too low to access the API.')),
      'quota',
    ],
    ['a wrong key', response(401, anthropicError('authentication_error', 'invalid x-api-key')), 'auth'],
    ['a key that may not', response(403, anthropicError('permission_error')), 'auth'],
    ['no such model', response(404, anthropicError('not_found_error', 'model: claude-9')), 'model-missing'],
    ['too many bytes', response(413, anthropicError('request_too_large')), 'context-exceeded'],
    [
      'too many tokens',
      response(400, anthropicError('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum')),
      'context-exceeded',
    ],
    ['a wrong request', response(400, anthropicError('invalid_request_error', 'max_tokens: required')), 'bad-request'],
    ['a refusal to answer', ended('refusal'), 'policy'],
    ['a window that was full', ended('model_context_window_exceeded'), 'context-exceeded'],
  ],
  // https://platform.openai.com/docs/guides/error-codes
  openai: [
    ['a rate limit', response(429, openAiError({ type: 'tokens', code: 'rate_limit_exceeded' })), 'rate-limited'],
    ['a slow-down', response(503, openAiError({ type: 'server_error', code: 'slow_down' })), 'rate-limited'],
    ['no quota', response(429, openAiError({ type: 'insufficient_quota', code: 'insufficient_quota' })), 'quota'],
    ['a limit of money', response(400, openAiError({ code: 'billing_hard_limit_reached' })), 'quota'],
    ['too much to do', response(503, openAiError({ type: 'service_unavailable_error' })), 'overloaded'],
    ['too much to do, in mid-answer', inStream(openAiError({ code: 'server_is_overloaded' })), 'overloaded'],
    ['a fault of its own, in mid-answer', inStream(openAiError({ type: 'server_error', code: null })), 'server'],
    [
      'a failed response',
      inStream({ type: 'response.failed', response: { error: { code: 'server_error', message: 'Oops.' } } }),
      'server',
    ],
    ['a wrong key', response(401, openAiError({ code: 'invalid_api_key' })), 'auth'],
    ['no such model', response(404, openAiError({ code: 'model_not_found' })), 'model-missing'],
    ['too many tokens', response(400, openAiError({ code: 'context_length_exceeded' })), 'context-exceeded'],
    ['too long a text', response(400, openAiError({ code: 'string_above_max_length' })), 'context-exceeded'],
    ['a policy', response(400, openAiError({ code: 'content_policy_violation' })), 'policy'],
    ['a filter', ended('content_filter'), 'policy'],
    ['a wrong parameter', response(400, openAiError({ code: 'unsupported_parameter' })), 'bad-request'],
  ],
  'openai-compatible': [
    // https://openrouter.ai/docs/api-reference/errors
    ['OpenRouter: no credit', response(402, { error: { code: 402, message: 'Insufficient credits' } }), 'quota'],
    [
      'OpenRouter: too much in flight',
      response(402, { error: { code: 402, message: '', metadata: { limit_source: 'openrouter_in_flight_budget' } } }),
      'rate-limited',
    ],
    ['OpenRouter: an error in the place of a chunk', inStream({ error: { code: 502, message: 'Down' } }), 'server'],
    // https://ai.google.dev/gemini-api/docs/rate-limits
    ["Gemini: a minute's limit", gemini('GenerateRequestsPerMinute', '20s'), 'rate-limited'],
    ["Gemini: a day's quota", gemini('GenerateRequestsPerDay', '20s'), 'quota'],
    ['Gemini: a long wait', gemini('GenerateTokens', '36000s'), 'quota'],
    ['Gemini: no quota at all', gemini('GenerateTokens', '20s', 'Quota exceeded, limit: 0'), 'quota'],
    [
      'Gemini: too much to do, in a list',
      response(503, [{ error: { code: 503, message: '', status: 'UNAVAILABLE' } }]),
      'overloaded',
    ],
    ['Gemini: not in this region', response(400, { error: { status: 'FAILED_PRECONDITION' } }), 'auth'],
    ['Gemini: safety', ended('SAFETY'), 'policy'],
    // https://github.com/ggml-org/llama.cpp/tree/master/tools/server
    [
      'llama.cpp: still loading',
      response(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
      'overloaded',
    ],
    [
      'llama.cpp: too many tokens',
      response(400, { error: { code: 400, message: '', type: 'exceed_context_size_error' } }),
      'context-exceeded',
    ],
    // https://api-docs.deepseek.com/quick_start/error_codes
    ['DeepSeek: no balance', response(402, openAiError({ message: 'Insufficient Balance' })), 'quota'],
    ['DeepSeek: out of machines', ended('insufficient_system_resource'), 'overloaded'],
    // https://docs.mistral.ai/api
    [
      'Mistral: a rate limit',
      response(429, { object: 'error', message: 'Requests rate limit exceeded', type: 'rate_limited', code: '1300' }),
      'rate-limited',
    ],
    ['a quota that is not told to come back', response(429, openAiError({ message: 'Your quota is gone.' })), 'quota'],
    [
      'a quota that comes back',
      response(429, openAiError({ message: 'Your quota is gone.' }), { 'retry-after': '5' }),
      'rate-limited',
    ],
    // https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
    [
      'Azure: a filter',
      response(400, { error: { code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } } }),
      'policy',
    ],
    // FastAPI, as in vLLM and many gateways
    ['a detail in the place of an error', response(422, { detail: 'Field required' }), 'bad-request'],
  ],
  // https://docs.ollama.com/api/errors
  ollama: [
    ['no such model', response(404, { error: "model 'm-1' not found" }), 'model-missing'],
    [
      'a full queue',
      response(503, { error: 'server busy, please try again.  maximum pending requests exceeded' }),
      'overloaded',
    ],
    ['too little memory', response(500, { error: 'model requires more system memory (9 GiB)' }), 'server'],
    ['a dead runner, in mid-answer', inStream({ error: 'llama runner process has terminated' }), 'server'],
    ['too many tokens', response(400, { error: 'input exceeds the context length' }), 'context-exceeded'],
    ['a cloud model without an account', response(401, { error: 'unauthorized' }), 'auth'],
  ],
};

function gemini(quotaId: string, retryDelay: string, message = 'You exceeded your current quota.'): WireFault {
  const details = [
    { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
  ];
  return response(429, [{ error: { code: 429, message, status: 'RESOURCE_EXHAUSTED', details } }]);
}

for (const type of types) {
  describe(`what ${type} says of`, () => {
    for (const [what, fault, kind] of cases[type]) {
      it(`${what} is ${kind}`, () => {
        const failure = classifiers[type](fault, context);
        assert.equal(failure.kind, kind, failure.message);
      });
    }
  });
}

describe('the end of a stream', () => {
  for (const type of types) {
    it(`is cut, empty or malformed alike with ${type}`, () => {
      const kindOf = (fault: WireFault): FailureKind => classifiers[type](fault, context).kind;
      assert.equal(kindOf(ended(undefined, true)), 'stream-cut');
      assert.equal(kindOf(ended(undefined, false)), 'empty');
      assert.equal(kindOf(ended('stop')), 'empty');
      assert.equal(kindOf({ ...ended('stop'), finish: 5 } as unknown as WireFault), 'empty');
      assert.equal(kindOf({ type: 'malformed', sawContent: true }), 'in-stream');
      assert.equal(kindOf({ type: 'malformed', sawContent: false }), 'not-protocol');
    });
  }
});

describe('a request that can be repaired', () => {
  const repairs: readonly [message: string, repair: Repair | undefined][] = [
    ['This model does not support assistant message prefill.', 'prefill'],
    ['The conversation must end with a user message.', 'prefill'],
    ['messages.1.content.0: Invalid `signature` in `thinking` block', 'thinking-signature'],
    ["tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'", 'tool-call-id'],
    ["Unsupported value: 'temperature' is not supported with this model.", 'parameter'],
    ['messages: at least one message is required', undefined],
  ];
  for (const [message, repair] of repairs) {
    it(`is told from its words: ${message}`, () => {
      const failure = classifiers.openai(response(400, openAiError({ message })), context);
      assert.deepEqual([failure.kind, failure.repair], ['bad-request', repair]);
    });
  }
});

describe('an error of the socket', () => {
  const thrown = (error: unknown, headersSeen = false): WireFault => ({
    type: 'transport',
    error,
    headersSeen,
    sawContent: false,
  });
  const fetchFailed = (code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });

  const codes: readonly [code: string, kind: FailureKind, says: RegExp][] = [
    ['ECONNREFUSED', 'connect', /refused the connection/],
    ['ECONNRESET', 'connect', /was reset/],
    ['UND_ERR_SOCKET', 'connect', /was reset/],
    ['ENOTFOUND', 'connect', /name was not found/],
    ['EAI_AGAIN', 'connect', /name was not found/],
    ['ETIMEDOUT', 'connect', /timed out/],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect', /timed out/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'connect', /certificate/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'connect', /certificate/],
    ['ENETUNREACH', 'offline', /offline/],
    ['ESTRANGE', 'connect', /could not be reached\.$/],
  ];
  for (const [code, kind, says] of codes) {
    it(`${code} is ${kind}`, () => {
      const failure = classifiers.anthropic(thrown(fetchFailed(code)), context);
      assert.deepEqual([failure.kind, failure.code], [kind, code]);
      assert.match(failure.message, says);
    });
  }

  it('is found under the errors of all addresses of a name', () => {
    const every = new AggregateError([fetchFailed('ECONNREFUSED'), fetchFailed('ENETUNREACH')]);
    assert.equal(
      classifiers.anthropic(thrown(new TypeError('fetch failed', { cause: every })), context).code,
      'ECONNREFUSED',
    );
  });

  it('says of this machine that nothing runs there', () => {
    const { message } = classifiers.ollama(thrown(fetchFailed('ECONNREFUSED')), { ...context, local: true });
    assert.match(message, /is not running on this machine\. Start it/);
  });

  it('behind the headers has cut the answer', () => {
    assert.equal(classifiers.openai(thrown(fetchFailed('ECONNRESET'), true), context).kind, 'stream-cut');
  });

  it('may point at itself', () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    assert.equal(classifiers.openai(thrown(error), context).kind, 'connect');
  });
});

describe('every verdict', () => {
  const type = fc.constantFrom(...types);
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({ error: fc.anything() }).map((value) => JSON.stringify(value)),
  );
  const fault: fc.Arbitrary<WireFault> = fc.oneof(
    fc.tuple(fc.integer({ min: 100, max: 999 }), body).map(([status, text]) => response(status, text)),
    body.map((data): WireFault => ({ type: 'stream-error', data, sawContent: true })),
    body.map((text): WireFault => ({ type: 'not-protocol', status: 200, contentType: '', body: text })),
    fc.anything().map((error): WireFault => ({ type: 'transport', error, headersSeen: false, sawContent: false })),
    fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString'), fc.string()).map((finish) => ended(finish)),
  );

  it('is of a known kind, in one short line that begins as a sentence, whatever comes', () => {
    fc.assert(
      fc.property(type, fault, (vendor, wire) => {
        const { kind, message } = classifiers[vendor](wire, context);
        assert.ok(failureKinds.includes(kind));
        assert.match(message, /^[A-Z][^\n\r]{10,450}$/);
      }),
    );
  });

  it('is that the user gave up once they have, whatever the error looks like', () => {
    fc.assert(
      fc.property(type, fault, (vendor, wire) => {
        assert.equal(classifiers[vendor](wire, { ...context, aborted: true }).kind, 'cancelled');
      }),
    );
  });

  it('quotes the vendor without the key that the vendor quotes', () => {
    const { message } = classifiers.openai(
      response(
        401,
        openAiError({ code: 'invalid_api_key', message: 'Incorrect API key provided: sk-proj-abc***XYZ9876.' }),
      ),
      context,
    );
    assert.match(message, /Incorrect API key provided: \[redacted\]/);
    assert.doesNotMatch(message, /XYZ/);
  });

  it('quotes no more than a line of a long text, and nothing of a page', () => {
    const long = classifiers.openai(response(500, openAiError({ message: 'words '.repeat(5_000) })), context);
    assert.ok(long.message.length < 300);
    const page = classifiers.openai(response(500, '<html>nginx</html>'), context);
    assert.doesNotMatch(page.message, /nginx|</);
  });

  it('keeps the id of the request for the log', () => {
    const failure = classifiers.anthropic(response(500, '', { 'request-id': 'req_1' }), context);
    assert.equal(failure.requestId, 'req_1');
  });
});
