import assert from 'node:assert/strict';
import type { RunOptions } from '../../../src/engine/failover/api/providerManager';
import { type Engine, engine, fails, hangsAfter, link, scripted } from '../../unit/engine/failover/engine';
import { failure, virtualClock } from '../../unit/engine/failover/fixtures';
import { answersAfter, type Completion, complete, waysToDie } from '../../unit/engine/failover/typing';

const minute = 60_000;

/** Types for a while: a completion about every ten seconds. */
async function types(rig: Engine, ms: number, options: Partial<RunOptions> = {}): Promise<readonly Completion[]> {
  const all: Completion[] = [];
  for (const end = rig.clock.now() + ms; rig.clock.now() < end;) {
    all.push(await complete(rig, options));
    await rig.clock.advance(7_000 + (all.length % 7) * 900);
  }
  return all;
}

describe('completions through an outage of the first choice', () => {
  const pace = { a: 200, b: 300, local: 400 };
  const wholesome = [
    { race: false, others: pace.b },
    { race: true, others: pace.local },
  ];
  for (const { race, others } of wholesome) {
    for (const way of Object.keys(waysToDie(virtualClock()))) {
      it(`come at the pace of the others after the first${race ? ', raced by a local model' : ''}: ${way}`, async () => {
        const clock = virtualClock();
        const a = scripted('a', answersAfter(clock, pace.a));
        const b = scripted('b', answersAfter(clock, pace.b));
        const local = scripted('local', answersAfter(clock, pace.local));
        const rig = engine([link(a), link(b), link(local, { trust: 'local' })], { clock });
        await types(rig, 3 * minute, { race });
        a.script = waysToDie(clock)[way]!;
        const [first, ...later] = await types(rig, 60 * minute, { race });
        assert.ok((first?.firstTextMs ?? Infinity) < 2_000);
        assert.ok(later.length > 300);
        const slowest = Math.max(...later.map(({ firstTextMs }) => firstTextMs ?? Infinity));
        assert.ok(slowest <= others + 5, `${slowest} ms`);

        a.script = answersAfter(clock, pace.a);
        const recoveredAt = clock.now();
        const { until } = rig.health.view(link(a).completion, 'completion');
        const back = (await types(rig, 6 * minute, { race })).find(({ by }) => by === 'a');
        // A good end for each of two probes, and then it is the first choice again.
        const longest = Math.max(0, (until ?? 0) - recoveredAt) + 3 * 13_000;
        assert.ok(back && back.startedAt - recoveredAt <= longest, `${back && back.startedAt - recoveredAt} ms`);
      }).timeout(30_000);
    }
  }
});

describe('a completion while its first choice may be back', () => {
  async function halfOpen(options: { readonly b?: number } = {}) {
    const clock = virtualClock();
    const a = scripted('a', fails(failure('overloaded')));
    const b = scripted('b', answersAfter(clock, options.b ?? 300));
    const rig = engine([link(a), link(b)], { clock });
    await complete(rig);
    await clock.advance(10_000);
    a.requests.length = b.requests.length = 0;
    return { clock, a, b, rig, state: () => rig.health.view(link(a).completion, 'completion').state };
  }

  it('is answered by the next, and the first is the first choice again afterwards', async () => {
    const { clock, a, rig, state } = await halfOpen();
    a.script = answersAfter(clock, 200);
    const { by, firstTextMs } = await complete(rig);
    assert.deepEqual({ by, firstTextMs }, { by: 'b', firstTextMs: 300 });
    assert.equal(state(), 'healthy');
    assert.equal((await complete(rig)).by, 'a');
  });

  it('books what was tried beside it', async () => {
    const { clock, a, rig } = await halfOpen();
    a.script = answersAfter(clock, 2_000);
    const last = (await complete(rig)).events.at(-1);
    assert.ok(last?.type === 'done');
    assert.deepEqual(
      last.attempts.map(({ route, outcome, maybeBilled }) => [route.providerId, outcome, maybeBilled]),
      [
        ['a', 'hedge-lost', true],
        ['b', 'served', false],
      ],
    );
  });

  it('tries one whose answers break off to their end, not to their first word', async () => {
    const { clock, a, rig, state } = await halfOpen();
    a.script = waysToDie(clock)['its stream falls silent']!;
    assert.equal((await complete(rig)).by, 'b');
    await clock.advance(3_000);
    assert.equal(state(), 'down');
  });

  it('is answered by the one that was tried when the next fails', async () => {
    const { clock, a, b, rig } = await halfOpen();
    a.script = answersAfter(clock, 100);
    b.script = async function* (request, call) {
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 500));
      yield* fails(failure('overloaded'))(request, call);
    };
    const { by, firstTextMs, events } = await complete(rig);
    assert.deepEqual({ by, firstTextMs }, { by: 'a', firstTextMs: 500 });
    assert.equal(a.requests.length, 1);
    const switched = events.find((event) => event.type === 'switched' && event.from.providerId === 'b');
    assert.ok(switched?.type === 'switched' && switched.failure.kind === 'overloaded');
  });

  it('tries it once, however many are asked for at the same time', async () => {
    const { clock, a, rig } = await halfOpen();
    a.script = answersAfter(clock, 1_000);
    await Promise.all([complete(rig), complete(rig), complete(rig)]);
    assert.equal(a.requests.length, 1);
  });

  it('leaves the verdict to come when the user types on', async () => {
    const { clock, a, rig, state } = await halfOpen();
    a.script = answersAfter(clock, 400);
    const typing = new AbortController();
    clock.setTimeout(() => typing.abort(), 100);
    const { events } = await complete(rig, { signal: typing.signal });
    assert.equal(events.at(-1)?.type, 'cancelled');
    assert.equal(state(), 'down');
    await clock.advance(1_000);
    assert.equal(state(), 'healthy');
  });

  it('ends at once when the user types on while only the one that was tried is left', async () => {
    const { clock, a, b, rig } = await halfOpen();
    a.script = answersAfter(clock, 1_000);
    b.script = fails(failure('overloaded'));
    const typing = new AbortController();
    clock.setTimeout(() => typing.abort(), 100);
    const { startedAt, events } = await complete(rig, { signal: typing.signal });
    assert.equal(events.at(-1)?.type, 'cancelled');
    assert.equal(clock.now() - startedAt, 100);
  });

  it('asks it and waits where nobody else can serve', async () => {
    const clock = virtualClock();
    const a = scripted('a', fails(failure('overloaded')));
    const rig = engine([link(a)], { clock });
    await complete(rig);
    await clock.advance(10_000);
    a.script = answersAfter(clock, 1_000);
    assert.equal((await complete(rig)).by, 'a');
  });

  it('leaves no timer and no stream when the engine is put away meanwhile', async () => {
    const { clock, a, rig } = await halfOpen();
    let closed = false;
    a.script = (request, call) => {
      call.signal.addEventListener('abort', () => (closed = true));
      return hangsAfter(0)(request, call);
    };
    assert.equal((await complete(rig)).by, 'b');
    assert.equal(closed, false);
    rig.dispose();
    await clock.advance(0);
    assert.equal(closed, true);
    assert.equal(clock.timers(), 0);
  });
});

describe('a completion without a network', () => {
  it('is answered by the local model at its own pace, also when it tries whether the network is back', async () => {
    const clock = virtualClock();
    const a = scripted('a', fails(failure('offline', 'network')));
    const local = scripted('local', answersAfter(clock, 150));
    const rig = engine([link(a), link(local, { trust: 'local' })], { clock });
    await complete(rig);
    a.script = waysToDie(clock)['it takes requests and says nothing']!;
    await clock.advance(6_000);
    assert.equal(rig.network.offline, true);
    const { by, firstTextMs } = await complete(rig);
    assert.deepEqual({ by, firstTextMs, tries: a.requests.length }, { by: 'local', firstTextMs: 150, tries: 2 });
  });
});

describe('a completion that is left when enough of it is there', () => {
  it('proves that its route is well', async () => {
    const clock = virtualClock();
    const a = scripted('a', fails(failure('overloaded')));
    const rig = engine([link(a)], { clock });
    await complete(rig);
    await clock.advance(10_000);
    a.script = answersAfter(clock, 100);
    const stream = rig.manager.complete(
      { inputTokens: 50, requestFor: () => ({ type: 'chat', request: { messages: [] } }) },
      { signal: new AbortController().signal },
    );
    let left = false;
    void (async () => {
      for await (const event of stream) if (event.type === 'text') break;
      left = true;
    })();
    await clock.runUntil(() => left, 1_000);
    assert.equal(rig.health.view(link(a).completion, 'completion').state, 'healthy');
  });
});
