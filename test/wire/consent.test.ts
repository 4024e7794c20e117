import assert from 'node:assert/strict';
import { ChainSource } from '../../src/engine/config/chainSource';
import { ConsentRecord } from '../../src/engine/config/consentRecord';
import type { AnswerEvent } from '../../src/engine/failover/api/answer';
import { createHealth } from '../../src/engine/failover/health/healthRegistry';
import { createLatency } from '../../src/engine/failover/health/latency';
import { createProviderManager } from '../../src/engine/failover/createProviderManager';
import { createNetwork } from '../../src/engine/failover/health/network';
import { defaultPolicy } from '../../src/engine/failover/api/policy';
import { createRetryBudget } from '../../src/engine/failover/policies/retryBudget';
import { WarmStandby } from '../../src/engine/failover/health/warmStandby';
import { systemClock as clock } from '../../src/engine/model/async/clock';
import { silentLog } from '../../src/engine/model/log';
import { textMessage } from '../../src/engine/model/request/message';
import { wireProtocols } from './providers/support/protocols';

type Said = 'allow' | 'never' | undefined;

/** A user with keys for two vendors and no setting; the first vendor is overloaded. `log` has all in its order. */
function world(say: () => Said) {
  const log: string[] = [];
  const openAi = wireProtocols.find(({ type }) => type === 'openai');
  assert.ok(openAi);
  const memory = new Map<string, unknown>();
  const consent = new ConsentRecord(
    {
      get: (key) => memory.get(key),
      update: (key, value) => {
        memory.set(key, value);
        return Promise.resolve();
      },
    },
    (route) => {
      log.push(`question about ${route.vendor}`);
      return Promise.resolve(say());
    },
    () => undefined,
  );
  const network = createNetwork({ clock });
  const latency = createLatency({ clock });
  const { random } = Math;
  const health = createHealth({ clock, random, log: silentLog, latency, network });
  const standby = new WarmStandby(clock, silentLog);
  const manager = createProviderManager({
    clock,
    random,
    log: silentLog,
    health,
    latency,
    network,
    standby,
    consent,
    budget: createRetryBudget({ clock }),
    policy: () => defaultPolicy,
  });
  const source = new ChainSource({
    setting: () => undefined,
    keys: {
      isInEnvironment: () => true,
      source: () => Promise.resolve('environment'),
      get: () => Promise.resolve('a-key'),
    },
    fetch: (input) => {
      const { host } = new URL(input instanceof Request ? input.url : String(input));
      log.push(host);
      if (host === 'api.anthropic.com') {
        const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
        return Promise.resolve(Response.json(error, { status: 529 }));
      }
      if (host !== 'api.openai.com') return Promise.reject(new TypeError('fetch failed'));
      const body = openAi.start + openAi.text('Hello.') + openAi.end;
      return Promise.resolve(new Response(body, { headers: { 'content-type': openAi.contentType } }));
    },
    clock,
    surroundings: () => Promise.resolve({ hostNames: [] }),
    environment: {},
    log: silentLog,
    mayAsk: () => true,
    environmentIsUsers: true,
    onChain: ({ links, listed, firstVendor }) => {
      consent.setListed(listed);
      if (firstVendor) consent.noteFirstVendor(firstVendor);
      manager.setChain(links);
    },
    onProblems: (problems) => assert.deepEqual(problems, []),
  });
  const { signal } = new AbortController();
  const ask = async (): Promise<AnswerEvent | undefined> => {
    await source.rebuild();
    let last: AnswerEvent | undefined;
    for await (const event of manager.chat({ messages: [textMessage('user', 'Hi')] }, { signal })) last = event;
    return last;
  };
  const dispose = (): void => {
    for (const each of [manager, standby, health, latency, network]) each.dispose();
  };
  return { log, ask, dispose };
}

describe('a second vendor, where no setting names the providers', () => {
  let made: ReturnType<typeof world>;
  afterEach(() => made.dispose());

  it('is sent nothing before the user agreed, and is asked about once', async () => {
    made = world(() => 'allow');
    const last = await made.ask();
    assert.equal(last?.type === 'done' && last.route.vendor, 'OpenAI');
    // One failure may be a hiccup, and the first is asked again before anybody else is.
    // Bedrock has the same model; it is asked about first, and sends nothing without a region.
    assert.deepEqual(made.log, [
      'api.anthropic.com',
      'api.anthropic.com',
      'question about Amazon Bedrock',
      'question about OpenAI',
      'api.openai.com',
    ]);
    await made.ask();
    assert.equal(made.log.filter((line) => line.startsWith('question')).length, 2);
  });

  for (const said of ['never', undefined] as const) {
    it(`is sent nothing when the user says ${said ?? 'not now'}, which is respected without asking again`, async () => {
      made = world(() => said);
      for (let turn = 0; turn < 2; turn += 1) assert.equal((await made.ask())?.type, 'failed');
      assert.ok(made.log.every((line) => line === 'api.anthropic.com' || line.startsWith('question')));
      assert.deepEqual(
        made.log.filter((line) => line.startsWith('question')),
        ['question about Amazon Bedrock', 'question about OpenAI', 'question about Google Gemini'],
      );
    });
  }
});
