import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { defaultPolicy } from '../../../src/engine/failover/api/policy';
import type { ChainLink, CompletionTask } from '../../../src/engine/failover/api/providerManager';
import { createEngine } from '../../../src/engine/failover/createEngine';
import { type Clock, systemClock } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { link } from '../../unit/engine/failover/engine';
import { userSays } from './support/fixtures';
import { healthy } from './support/managed';
import { baseUrls, wireProtocols } from './support/protocols';
import { bytesOf, data } from './support/wireProtocol';
import { RawServer } from './support/rawServer';

/** The last request of a limit that is full again in forty seconds, as hosts of the type say it. */
function usedUp(type: ProviderType): Readonly<Record<string, string>> {
  if (type === 'anthropic') {
    return {
      'anthropic-ratelimit-requests-limit': '1',
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': new Date(Math.floor(Date.now() / 1_000) * 1_000 + 40_000).toISOString(),
    };
  }
  if (type === 'openai' || type === 'openai-compatible') {
    return {
      'x-ratelimit-limit-requests': '1',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '40s',
    };
  }
  if (type === 'azure-openai') return { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '40' };
  return { ratelimit: '"default";r=0;t=40', 'ratelimit-policy': '"default";q=1;w=60' };
}

interface Answer {
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

describe('a limit that a host tells before it is hit', () => {
  let server: RawServer;
  let dispose: () => void;
  afterEach(async () => {
    dispose();
    await server.close();
  });

  /** The host answers once in each of its windows of forty seconds, and refuses all else. */
  async function world(config: Pick<ProviderConfig, 'type' | 'model'> & Partial<ProviderConfig>, answer: Answer) {
    const { type } = config;
    let passedMs = 0;
    let isFree = true;
    const statuses: number[] = [];
    server = await RawServer.start((response, { method, path }) => {
      if (method !== 'POST' || path.endsWith('/api/show')) return response.writeHead(404).end();
      const status = isFree ? 200 : 429;
      isFree = false;
      statuses.push(status);
      const headers = { 'content-type': answer.contentType, ...usedUp(type as ProviderType) };
      return response.writeHead(status, headers).end(status === 200 ? answer.body : '{}');
    });
    const clock: Clock = {
      now: () => systemClock.now() + passedMs,
      monotonicMs: () => systemClock.monotonicMs(),
      setTimeout: (callback, ms) => systemClock.setTimeout(callback, ms),
      clearTimeout: (handle) => systemClock.clearTimeout(handle),
    };
    const engine = createEngine({
      clock,
      random: () => 0.5,
      log: silentLog,
      consent: { decided: () => true, ask: () => Promise.resolve(true) },
      policy: () => defaultPolicy,
    });
    dispose = () => engine.dispose();
    const full = {
      id: 'limited',
      label: 'Limited',
      baseUrl: baseUrls[type as ProviderType],
      headers: {},
      enabled: true,
    };
    const made: ProviderConfig = { ...full, ...config };
    const provider = createProvider(made, {
      apiKey: () => Promise.resolve('test-key'),
      // As a client sends it, to this machine in the place of the vendor's.
      fetch: (input, init) => {
        const { pathname, search } = new URL(input instanceof Request ? input.url : String(input));
        return fetch(`${server.url}${pathname}${search}`, init);
      },
      clock,
      environment: { AWS_REGION: 'us-east-1' },
    });
    const limited: ChainLink = { provider, label: 'Limited', ...routesOf(made) };
    engine.manager.setChain([limited, link(healthy('other', 'fine'))]);
    const last = async (answered: AsyncIterable<AnswerEvent>): Promise<string | undefined> => {
      let end: AnswerEvent | undefined;
      for await (const event of answered) end = event;
      return end?.type === 'done' ? end.route.providerId : end?.type;
    };
    const signal = new AbortController().signal;
    return {
      statuses,
      status: () => engine.manager.status().providers[0],
      chat: () => last(engine.manager.chat(userSays('hi'), { signal })),
      complete: (task: CompletionTask) => last(engine.manager.complete(task, { signal })),
      pass: (ms: number) => {
        passedMs += ms;
        isFree = true;
      },
    };
  }

  for (const protocol of wireProtocols) {
    const { type, model, start, text, end, contentType } = protocol;
    it(`is passed by and asked again at its reset: ${type}`, async () => {
      const body = bytesOf(protocol, start + text('fine') + end);
      const { chat, pass, status, statuses } = await world({ type, model }, { contentType, body });
      assert.equal(await chat(), 'limited');
      assert.equal(status()?.chat.failure?.kind, 'rate-limited');
      assert.equal(await chat(), 'other');
      pass(41_000);
      assert.equal(await chat(), 'limited');
      assert.equal(await chat(), 'other');
      assert.deepEqual(statuses, [200, 200]);
    });
  }

  it('is passed by of a model that fills in the middle too', async () => {
    const frames = data({ choices: [{ text: 'a + b' }] }) + data({ choices: [{ text: '', finish_reason: 'stop' }] });
    const config = { model: 'codestral-2508', baseUrl: 'https://api.mistral.ai/v1' };
    const { complete, pass, statuses } = await world(
      { type: 'openai-compatible', ...config },
      { contentType: 'text/event-stream', body: `${frames}data: [DONE]\n\n` },
    );
    const task: CompletionTask = {
      inputTokens: 10,
      requestFor: (_route, support) =>
        support === 'native'
          ? {
              type: 'fim',
              request: { prefix: 'const sum = ', suffix: ';', maxOutputTokens: 16, stop: [], temperature: 0 },
            }
          : { type: 'chat', request: userSays('hi') },
    };
    assert.equal(await complete(task), 'limited');
    assert.equal(await complete(task), 'other');
    pass(41_000);
    assert.equal(await complete(task), 'limited');
    assert.deepEqual(statuses, [200, 200]);
    assert.ok(server.requests.every(({ path }) => path === '/v1/fim/completions'));
  });
});
