import assert from 'node:assert/strict';
import type { Provider } from '../../../../../../src/engine/model/provider/provider';
import { engine, fails, hangsAfter, link, scripted, type Script, type ScriptedProvider } from '../../engine';
import { failure, virtualClock } from '../../fixtures';
import { answersAfter, type Completion, complete } from '../../typing';

/** A runtime that loads a model when told to, or when first asked for it. */
function loadable(id: string, script: Script): ScriptedProvider & { warmUp: NonNullable<Provider['warmUp']> } {
  const provider = scripted(id, script);
  const warmUp = (): Promise<boolean> => {
    provider.warmedUp += 1;
    return Promise.resolve(true);
  };
  return Object.assign(provider, { warmUp });
}

function outcomes({ events }: Completion): unknown {
  const last = events.at(-1);
  return last?.type === 'done' && last.attempts.map(({ route, outcome }) => [route.providerId, outcome]);
}

function rig({ cloud = 500, here = 200, loads = false } = {}) {
  const clock = virtualClock();
  const a = scripted('a', answersAfter(clock, cloud));
  const local = (loads ? loadable : scripted)('local', answersAfter(clock, here));
  return { a, local, ...engine([link(a), link(local, { trust: 'local' })], { clock }) };
}

describe('raceAttempts: a completion that a local model races', () => {
  it('is answered by the first to have content, and the other is cancelled then', async () => {
    for (const [cloud, here, winner] of [
      [500, 200, 'local'],
      [200, 500, 'a'],
    ] as const) {
      const raced = rig({ cloud, here });
      const { completion } = link(raced.a);
      for (let times = 0; times < 10; times += 1) raced.latency.record(completion, 'completion', cloud);
      const aborts: number[] = [];
      for (const provider of [raced.a, raced.local]) {
        const { script } = provider;
        provider.script = (request, call) => {
          call.signal.addEventListener('abort', () => aborts.push(raced.clock.now()));
          return script(request, call);
        };
      }
      const { by, startedAt, firstTextMs } = await complete(raced, { race: true });
      assert.deepEqual({ by, firstTextMs }, { by: winner, firstTextMs: 200 });
      assert.deepEqual(
        aborts.map((at) => at - startedAt),
        [200, 250],
      );
    }
  });

  it('is not delayed by a cloud that refuses, is silent, or never gets to send its request', async () => {
    const clouds: Script[] = [fails(failure('overloaded')), hangsAfter(0)];
    for (const script of clouds) {
      const raced = rig();
      raced.a.script = script;
      assert.equal((await complete(raced, { race: true })).firstTextMs, 200);
    }
    const raced = rig();
    const open = link({
      ...raced.a,
      chat: () => hangsAfter(0)({ messages: [] }, { signal: new AbortController().signal }),
    });
    raced.manager.setChain([open, link(raced.local, { trust: 'local' })]);
    assert.equal((await complete(raced, { race: true })).firstTextMs, 200);
  });

  it('costs no budget, so that it happens each time', async () => {
    const raced = rig();
    for (let times = 0; times < 20; times += 1) {
      assert.deepEqual(outcomes(await complete(raced, { race: true })), [
        ['a', 'hedge-lost'],
        ['local', 'served'],
      ]);
    }
  });

  it('is not raced where the user does not want it, nor by another cloud', async () => {
    const raced = rig();
    await complete(raced);
    assert.equal(raced.local.requests.length, 0);
    const clock = virtualClock();
    const b = scripted('b', answersAfter(clock, 10));
    const clouds = engine([link(scripted('a', answersAfter(clock, 500))), link(b)], { clock });
    await complete(clouds, { race: true });
    assert.equal(b.requests.length, 0);
  });

  it('has a model that is not in memory loaded for the next time, in parallel with the request', async () => {
    const raced = rig({ loads: true });
    assert.equal((await complete(raced, { race: true })).by, 'a');
    assert.deepEqual([raced.local.requests.length, raced.local.warmedUp], [0, 1]);
    assert.equal((await complete(raced, { race: true })).by, 'local');
  });

  it('takes a model for loaded for five minutes after it answered, and half an hour after it was loaded', async () => {
    const raced = rig({ loads: true });
    await complete(raced, { race: true });
    await raced.clock.advance(29 * 60_000);
    assert.equal((await complete(raced, { race: true })).by, 'local');
    await raced.clock.advance(4.9 * 60_000);
    assert.equal((await complete(raced, { race: true })).by, 'local');
    await raced.clock.advance(5.1 * 60_000);
    assert.equal((await complete(raced, { race: true })).by, 'a');
  });

  it('holds nothing against a model that was put out of memory, and does not ask it again before it is loaded', async () => {
    const raced = rig({ loads: true });
    await complete(raced, { race: true });
    raced.local.script = hangsAfter(0);
    raced.a.script = fails(failure('overloaded'));
    assert.equal((await complete(raced, { race: true })).events.at(-1)?.type, 'failed');
    const { completion } = link(raced.local, { trust: 'local' });
    assert.deepEqual(raced.health.view(completion, 'completion'), { state: 'healthy', halfOpen: false });
    raced.manager.resetHealth('a');
    raced.a.script = answersAfter(raced.clock, 100);
    await complete(raced, { race: true });
    assert.equal(raced.local.requests.length, 1);
  });

  it('stops asking a model that lost although it had more than twice its usual time', async () => {
    const raced = rig({ cloud: 500, here: 200, loads: true });
    for (let times = 0; times < 11; times += 1) await complete(raced, { race: true });
    raced.local.script = hangsAfter(0);
    raced.local.requests.length = 0;
    for (let times = 0; times < 3; times += 1) assert.equal((await complete(raced, { race: true })).by, 'a');
    assert.equal(raced.local.requests.length, 1);
  });

  it('is answered by the loser when the winner breaks off', async () => {
    const raced = rig();
    raced.a.script = async function* () {
      await Promise.resolve();
      yield { type: 'text', text: 'ret' };
    };
    const { by, firstTextMs } = await complete(raced, { race: true });
    assert.deepEqual({ by, firstTextMs }, { by: 'local', firstTextMs: 200 });
    assert.equal(raced.local.requests.length, 2);
  });

  it('learns that a cloud is dead although the local model always answers before it is known', async () => {
    const raced = rig();
    raced.a.script = hangsAfter(0);
    for (let times = 0; times < 3; times += 1) {
      await complete(raced, { race: true });
      await raced.clock.advance(2_000);
    }
    assert.equal(raced.a.requests.length, 1);
  });
});

describe('raceAttempts: a completion whose cloud is later than usual', () => {
  async function lateAfter(usual: number, times: number): Promise<number | undefined> {
    const { clock, a, local, manager } = rig({ cloud: usual, here: 10 });
    for (let time = 0; time < times; time += 1) await complete({ manager, clock });
    a.script = hangsAfter(0);
    assert.equal(local.requests.length, 0);
    const { by, firstTextMs } = await complete({ manager, clock });
    assert.equal(by, 'local');
    return firstTextMs;
  }

  it('is asked of a local model then, but not sooner than 150 ms, and after 600 ms where nothing is known', async () => {
    assert.equal(await lateAfter(300, 20), 310);
    assert.equal(await lateAfter(50, 20), 160);
    assert.equal(await lateAfter(50, 0), 610);
  });

  it('is asked of a local model rather than of the next cloud, within no budget', async () => {
    const clock = virtualClock();
    const a = scripted('a', answersAfter(clock, 100));
    const b = scripted('b', answersAfter(clock, 10));
    const local = scripted('local', answersAfter(clock, 10));
    const { manager } = engine([link(a), link(b), link(local, { trust: 'local' })], { clock });
    for (let time = 0; time < 20; time += 1) await complete({ manager, clock });
    for (let time = 0; time < 8; time += 1) {
      a.script = answersAfter(clock, 300);
      assert.equal((await complete({ manager, clock })).by, 'local');
    }
    assert.equal(b.requests.length, 0);
  });
});
