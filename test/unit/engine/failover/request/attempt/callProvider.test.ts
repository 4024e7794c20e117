import assert from 'node:assert/strict';
import { callProvider } from '../../../../../../src/engine/failover/request/attempt/callProvider';
import type { Failure } from '../../../../../../src/engine/model/failure/failure';
import type { FimSupport, Provider } from '../../../../../../src/engine/model/provider/provider';
import type { FimRequest } from '../../../../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../../../../src/engine/model/stream/stream';
import { question } from '../../engine';
import { collect, failure, route } from '../../fixtures';

const call = { signal: new AbortController().signal };
const alpha = route('a');
const done: StreamEvent = { type: 'done', reason: 'stop' };
const chat = { type: 'chat', request: question('Count.') } as const;
const fim = {
  type: 'fim',
  request: { prefix: 'a', suffix: 'b', maxOutputTokens: 1, temperature: 0, stop: [] },
} as const;

function noting(support: FimSupport | Failure = 'native'): { provider: Provider; calls: string[] } {
  const calls: string[] = [];
  async function* answer(what: string): AsyncGenerator<StreamEvent> {
    calls.push(what);
    yield await Promise.resolve(done);
  }
  const provider: Provider = {
    id: 'a',
    type: 'openai-compatible',
    chat: (model) => answer(`chat ${model}`),
    fim: (model, { prefix }: FimRequest) => answer(`fim ${model} ${prefix}`),
    fimSupport: (model) => {
      calls.push(`support of ${model}`);
      return Promise.resolve(support);
    },
    listModels: () => assert.fail(),
  };
  return { provider, calls };
}

describe('callProvider', () => {
  it('makes the call of the kind of the request, and asks nothing else', async () => {
    for (const [request, expected] of [
      [chat, 'chat a-large'],
      [fim, 'fim a-large a'],
    ] as const) {
      const { provider, calls } = noting();
      assert.deepEqual(await collect(callProvider(provider, alpha, call, request)), [done]);
      assert.deepEqual(calls, [expected]);
    }
  });

  it('asks for the support of the model first where the request depends on it', async () => {
    for (const [support, expected] of [
      ['native', 'fim a-large a'],
      ['template', 'fim a-large a'],
      ['none', 'chat a-large'],
    ] as const) {
      const { provider, calls } = noting(support);
      await collect(callProvider(provider, alpha, call, (known) => (known === 'none' ? chat : fim)));
      assert.deepEqual(calls, ['support of a-large', expected]);
    }
  });

  it('fails as the question for the support does, and sends nothing', async () => {
    const refused = failure('auth', 'credential');
    const { provider, calls } = noting(refused);
    const sent: unknown[] = [];
    const events = await collect(
      callProvider(
        provider,
        alpha,
        call,
        () => assert.fail(),
        (request) => sent.push(request),
      ),
    );
    assert.deepEqual(events, [{ type: 'failed', failure: refused }]);
    assert.deepEqual([calls, sent], [['support of a-large'], []]);
  });

  it('shows the request right before the provider gets it', async () => {
    const { provider, calls } = noting();
    await collect(
      callProvider(
        provider,
        alpha,
        call,
        () => fim,
        ({ type }) => calls.push(`sending ${type}`),
      ),
    );
    assert.deepEqual(calls, ['support of a-large', 'sending fim', 'fim a-large a']);
  });

  it('closes the stream of the provider although it has thrown', async () => {
    let isClosed = false;
    const throwing: AsyncIterable<StreamEvent> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error('It broke.')),
        return: () => {
          isClosed = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    const provider: Provider = { ...noting().provider, fim: () => throwing };
    const iterator = callProvider(provider, alpha, call, () => fim)[Symbol.asyncIterator]();
    await assert.rejects(iterator.next(), /It broke/);
    await iterator.return?.();
    assert.ok(isClosed);
  });

  it('sends nothing when it is closed while it waits for the support', async () => {
    const { provider, calls } = noting();
    const iterator = callProvider(provider, alpha, call, () => fim)[Symbol.asyncIterator]();
    const next = iterator.next();
    await iterator.return?.();
    assert.equal((await next).done, true);
    assert.deepEqual(calls, ['support of a-large']);
  });
});
