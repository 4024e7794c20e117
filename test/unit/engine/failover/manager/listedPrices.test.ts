import assert from 'node:assert/strict';
import type { AttemptRecord } from '../../../../../src/engine/failover/api/answer';
import { Capabilities } from '../../../../../src/engine/failover/learned/capabilities';
import { LearnedFacts } from '../../../../../src/engine/failover/learned/learnedFacts';
import type { Price } from '../../../../../src/engine/model/price';
import type { ModelInfo } from '../../../../../src/engine/model/provider/provider';
import type { RouteOptions } from '../fixtures';
import { engine, type EngineOptions, link, type Script, scripted } from '../engine';
import { collect, route, virtualClock } from '../fixtures';

const listed: Price = { input: 1, output: 4 };
const signal = new AbortController().signal;

/** A million tokens in each direction. */
const million: Script = async function* () {
  await Promise.resolve();
  yield { type: 'text', text: 'one' };
  yield { type: 'usage', usage: { inputTokens: 1e6, outputTokens: 1e6 } };
  yield { type: 'done', reason: 'stop' };
};

/** Its host lists these models; `asked`: how often. */
function lister(id: string, models: readonly ModelInfo[]) {
  const asked = { times: 0 };
  const provider = Object.assign(scripted(id, million), {
    listModels: () => {
      asked.times += 1;
      return Promise.resolve({ ok: true as const, models });
    },
  });
  return { provider, asked };
}

function world(options: RouteOptions, price: Price | 'none' = listed, more: EngineOptions = {}) {
  const { provider, asked } = lister('a', [{ id: 'a-large', ...(price === 'none' ? {} : { price }) }]);
  const other = link(scripted('b', million), { trust: 'local' });
  return { asked, ...engine([link(provider, options), other], more) };
}

async function costOf(ask: ReturnType<typeof engine>['ask']): Promise<number | undefined> {
  const records: AttemptRecord[] = [];
  await ask(undefined, { onAttempt: (record) => records.push(record) });
  return records[0]?.cost;
}

describe('what a host lists of prices', () => {
  const table: Price = { input: 10, output: 40 };
  const own: Price = { input: 100, output: 400 };
  const orders: readonly (readonly [title: string, options: RouteOptions, dollars: number])[] = [
    ['where the table has none', {}, 5],
    ["before the table's", { traits: { price: table } }, 5],
    ["after the user's own", { traits: { price: table }, settings: { price: own } }, 500],
  ];
  for (const [title, options, dollars] of orders) {
    it(`counts for the cost of an answer, ${title}`, async () => {
      const { manager, ask } = world(options);
      await collect(manager.listModels(signal));
      assert.equal(await costOf(ask), dollars);
      const [status] = manager.status().providers;
      assert.equal((status?.price?.output ?? 0) + (status?.price?.input ?? 0), dollars);
      assert.deepEqual(manager.chatTarget()?.price, status?.price);
    });
  }

  it('is not known before the host was asked', async () => {
    assert.equal(await costOf(world({}).ask), undefined);
  });

  it('counts for the budget of a month, and what is free there goes on', async () => {
    const budgets = new Map([['a', 4]]);
    const paid = world({}, listed, { policy: { budgets } });
    await collect(paid.manager.listModels(signal));
    await paid.ask();
    assert.equal(paid.manager.status().budgets?.[0]?.used, 5);
    assert.equal(paid.manager.status().providers[0]?.state, 'off');
    const free = world({}, { input: 0, output: 0 }, { policy: { budgets: new Map([['a', 0]]) } });
    assert.equal(free.manager.status().providers[0]?.state, 'off');
    await collect(free.manager.listModels(signal));
    assert.equal(free.manager.status().providers[0]?.state, 'healthy');
  });

  it('keeps a request from a model that costs more than it may', async () => {
    const { manager, ask } = world({}, { input: 9_000, output: 9_000 }, { policy: { maxRequestCost: 1 } });
    await collect(manager.listModels(signal));
    const done = (await ask()).find((event) => event.type === 'done');
    assert.equal(done?.route.providerId, 'b');
  });

  it('is learned of a model that the user chooses', async () => {
    const { provider } = lister('a', [{ id: 'other', price: listed }]);
    const { manager } = engine([link(provider)]);
    const choice = { providerId: 'a', model: 'other' };
    await collect(manager.listModels(signal));
    assert.deepEqual(manager.chatTarget(choice)?.price, listed);
  });
});

describe('a host whose list says prices', () => {
  const options: RouteOptions = { server: { listsPrices: true } };

  it('is asked for it before the first answer, once', async () => {
    const { manager, ask, asked, clock } = world(options);
    await manager.prepareChat(signal);
    assert.equal(await costOf(ask), 5);
    await clock.advance(120_000);
    await manager.prepareChat(signal);
    assert.equal(asked.times, 1);
  });

  it('is not asked where the price is known, and another host never is', async () => {
    for (const known of [{ ...options, settings: { price: listed } }, {}]) {
      const { manager, asked } = world(known);
      await manager.prepareChat(signal);
      assert.equal(asked.times, 0);
    }
  });

  it('is not asked before the user has agreed that anything is sent there', async () => {
    const consent = { decided: () => undefined, ask: () => Promise.resolve(true) };
    const { manager, asked } = world(options, listed, { consent });
    await manager.prepareChat(signal);
    assert.equal(asked.times, 0);
  });

  it('is asked again after minutes where it lists no price of the model', async () => {
    const { manager, asked, clock } = world(options, 'none');
    await manager.prepareChat(signal);
    await clock.advance(61_000);
    await manager.prepareChat(signal);
    assert.equal(asked.times, 1);
    await clock.advance(5 * 60_000);
    await manager.prepareChat(signal);
    assert.equal(asked.times, 2);
  });
});

describe('Capabilities.price', () => {
  const prices: readonly Price[] = [
    { input: 0, output: 0 },
    { input: 0.05, output: 0.4, cachedInput: 0.005 },
    { input: 1.25, output: 10, cachedInput: 0, cacheWrite: 1.5625 },
    { input: 10_000, output: 10_000 },
  ];
  const clock = virtualClock();
  const capabilities = () => new Capabilities(new LearnedFacts({ clock }), () => clock.now());
  const of = route('a', { traits: { price: { input: 7, output: 7 } } });

  it('is what was recorded last, to the last digit', () => {
    const known = capabilities();
    for (const price of [...prices, ...prices.toReversed()]) {
      known.recordPrice(of, price);
      assert.deepEqual(known.price(of), price);
    }
  });

  it('is that of the table again where the host lists none any more, and after a week', async () => {
    const known = capabilities();
    known.recordPrice(of, listed);
    known.recordPrice(of, undefined);
    assert.deepEqual(known.price(of), of.traits.price);
    known.recordPrice(of, listed);
    await clock.advance(8 * 24 * 3_600_000);
    assert.deepEqual(known.price(of), of.traits.price);
  });
});
