import assert from 'node:assert/strict';
import type { FailureKind } from '../../../../../src/engine/model/failure/failure';
import type { ProviderType } from '../../../../../src/engine/providers/registry/descriptors';
import type { WireFault } from '../../../../../src/engine/providers/errors/wireFault';
import { classifiers, context, ended, response } from '../fixtures';

const types = Object.keys(classifiers) as ProviderType[];

const byStatus: Readonly<Record<number, FailureKind>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'wrong-address',
  405: 'wrong-address',
  407: 'not-protocol',
  408: 'server',
  409: 'server',
  410: 'model-missing',
  413: 'context-exceeded',
  420: 'rate-limited',
  421: 'server',
  425: 'server',
  429: 'rate-limited',
  444: 'server',
  460: 'server',
  498: 'auth',
  499: 'server',
  503: 'overloaded',
  511: 'not-protocol',
  529: 'overloaded',
};

/** Where it is plain that no API answered, or that the server knows no such method. */
const byStatusWithPlainText: Readonly<Record<number, FailureKind>> = {
  403: 'not-protocol',
  451: 'not-protocol',
  501: 'wrong-address',
};

describe('classify, of an error status without a word', () => {
  for (const type of types) {
    it(`has a kind of its own with ${type}, from 400 to 599`, () => {
      for (let status = 400; status < 600; status += 1) {
        // A model that failed, with Bedrock and text-generation-inference, whose models Azure's hosts have, too.
        const hasOthers = type === 'openai-compatible' || type === 'azure-openai' || type === 'local';
        const own = hasOthers && status === 424 ? 'server' : undefined;
        const usual = own ?? byStatus[status] ?? (status >= 500 ? 'server' : 'bad-request');
        for (const body of ['', 'upstream error', '{"error":{}}']) {
          const plain = body === 'upstream error' || status === 501 ? byStatusWithPlainText[status] : undefined;
          const expected = (body.startsWith('{') ? undefined : plain) ?? usual;
          const failure = classifiers[type](response(status, body), context);
          assert.deepEqual([failure.kind, failure.status], [expected, status], `${status} ${body}`);
        }
      }
    });
  }

  it('is a page of somebody else below 500, and the fault of a proxy from there on', () => {
    const page = '<!DOCTYPE html><html><body>Log in</body></html>';
    for (const type of types) {
      const statuses = [401, 403, 404, 429, 500, 503];
      const kinds = statuses.map((status) => classifiers[type](response(status, page), context).kind);
      const expected = ['not-protocol', 'not-protocol', 'wrong-address', 'rate-limited', 'server', 'overloaded'];
      assert.deepEqual(kinds, expected);
    }
  });
});

// What each vendor's errors are: test/wire/providers/taxonomy, from raw bytes.

describe('classify, of the end of a stream', () => {
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

describe('classify, of an error of the socket', () => {
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
