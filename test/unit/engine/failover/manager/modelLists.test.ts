import assert from 'node:assert/strict';
import type { ProviderModels } from '../../../../../src/engine/failover/api/providerManager';
import type { ModelList } from '../../../../../src/engine/model/provider/provider';
import { counts, engine, link, type ScriptedProvider, scripted } from '../engine';
import { collect, failure } from '../fixtures';

interface Lister extends ScriptedProvider {
  asked: number;
}

/** A provider whose host answers the question for its models so. */
function lister(id: string, answer: (signal: AbortSignal) => Promise<ModelList>): Lister {
  const provider: Lister = Object.assign(scripted(id, counts), { asked: 0 });
  provider.listModels = (signal) => {
    provider.asked += 1;
    return answer(signal);
  };
  return provider;
}

const signal = new AbortController().signal;
const models = (...ids: string[]): ModelList => ({ ok: true, models: ids.map((id) => ({ id })) });
const lists =
  (...ids: string[]) =>
  (): Promise<ModelList> =>
    Promise.resolve(models(...ids));

function told({ provider, models: all, problem }: ProviderModels): unknown[] {
  return [provider.link.provider.id, all.map(({ route }) => route.model), problem];
}

describe('ProviderManager.listModels', () => {
  it('tells what each host lists, the model of the settings first', async () => {
    const a = lister('a', lists('one', 'a-large', 'two'));
    const { manager } = engine([link(a), link(lister('b', lists()))]);
    const all = await collect(manager.listModels(signal));
    assert.deepEqual(all.map(told), [
      ['a', ['a-large', 'one', 'two'], undefined],
      ['b', ['b-large'], undefined],
    ]);
    assert.deepEqual(
      all[0]?.models.map(({ isConfigured }) => isConfigured),
      [true, false, false],
    );
  });

  it('leaves out what is not for chat, and keeps what the host calls a model and how much it holds', async () => {
    const list: ModelList = {
      ok: true,
      models: [
        { id: 'embedder', chats: false },
        { id: 'one', label: 'The One', contextWindow: 7_000 },
      ],
    };
    const [all] = await collect(engine([link(lister('a', () => Promise.resolve(list)))]).manager.listModels(signal));
    const [configured, one] = all?.models ?? [];
    assert.equal(all?.models.length, 2);
    assert.deepEqual([configured?.label, configured?.contextWindow], [undefined, 100_000]);
    assert.deepEqual([one?.label, one?.contextWindow], ['The One', 7_000]);
  });

  it('tells what the host asks for a model and how long it answers, and remembers how much those of the settings hold', async () => {
    const price = { input: 2, output: 12 };
    const told = { maxOutputTokens: 9_000, tools: false, price };
    const list: ModelList = {
      ok: true,
      models: [
        { id: 'a-large', contextWindow: 50_000 },
        { id: 'one', ...told },
      ],
    };
    const { manager } = engine([link(lister('a', () => Promise.resolve(list)))]);
    const [all] = await collect(manager.listModels(signal));
    const [, one] = all?.models ?? [];
    assert.deepEqual([one?.maxOutputTokens, one?.tools, one?.price], [9_000, false, price]);
    assert.equal(manager.status().providers[0]?.contextWindow, 50_000);
  });

  it('asks all at once and yields as each answers', async () => {
    let resolve: (list: ModelList) => void = () => undefined;
    const late = new Promise<ModelList>((answer) => (resolve = answer));
    const { manager } = engine([link(lister('a', () => late)), link(lister('b', lists('one')))]);
    const order: string[] = [];
    for await (const { provider } of manager.listModels(signal)) {
      order.push(provider.link.provider.id);
      resolve(models());
    }
    assert.deepEqual(order, ['b', 'a']);
  });

  it('asks again after minutes, when told to, and where the host did not answer', async () => {
    const a = lister('a', lists('one'));
    const b = lister('b', () => Promise.resolve({ ok: false, failure: failure('server') }));
    const { manager, clock } = engine([link(a), link(b)]);
    await collect(manager.listModels(signal));
    const [, failed] = await collect(manager.listModels(signal));
    assert.deepEqual([a.asked, b.asked], [1, 2]);
    assert.deepEqual([failed?.problem, failed?.models.length], ['It was server.', 1]);
    await collect(manager.listModels(signal, { refresh: true }));
    assert.equal(a.asked, 2);
    await clock.advance(5 * 60_000);
    await collect(manager.listModels(signal));
    assert.equal(a.asked, 3);
  });

  it('gives up after ten seconds, and when the reader does', async () => {
    const hangs = (asked: AbortSignal): Promise<ModelList> =>
      new Promise((resolve) => {
        const stop = (): void => resolve({ ok: false, failure: failure('cancelled') });
        asked.addEventListener('abort', stop, { once: true });
      });
    const { manager, clock } = engine([link(lister('a', hangs))]);
    const slow = collect(manager.listModels(signal));
    await clock.advance(10_000);
    assert.equal((await slow)[0]?.problem, 'A did not begin to answer in time.');
    const controller = new AbortController();
    const left = collect(manager.listModels(controller.signal));
    controller.abort();
    assert.equal((await left)[0]?.problem, 'It was cancelled.');
  });

  it('says of a provider that is off why, and does not contact it', async () => {
    const outside = lister('a', lists('one'));
    const refused = lister('b', lists('one'));
    const { manager } = engine([link(outside, { trust: 'cloud' }), link(refused, { trust: 'private' })], {
      policy: { boundary: 'private' },
      consent: { decided: ({ vendor }) => vendor !== 'b', ask: () => Promise.resolve(false) },
    });
    const all = await collect(manager.listModels(signal));
    assert.deepEqual(all.map(told).sort(), [
      ['a', ['a-large'], 'A is off: outside your boundary.'],
      ['b', ['b-large'], 'B is off: you have not agreed that anything is sent there.'],
    ]);
    assert.deepEqual([outside.asked, refused.asked], [0, 0]);
  });

  it('is how the window of a chosen model becomes known', async () => {
    const list: ModelList = { ok: true, models: [{ id: 'small', contextWindow: 4_096 }] };
    const provider = lister('a', () => Promise.resolve(list));
    const { manager } = engine([link(provider, { traits: { contextWindow: undefined } })]);
    const choice = { providerId: 'a', model: 'small' };
    assert.equal(manager.chatTarget(choice)?.contextWindow, undefined);
    await collect(manager.listModels(signal));
    assert.equal(manager.chatTarget(choice)?.contextWindow, 4_096);
  });
});
