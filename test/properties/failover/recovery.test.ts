import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RouteHealth } from '../../../src/engine/failover/api/routeHealth';
import { answerText } from '../support/answerText';
import { type Behaviour, behaviour, type Ending, ending, failing, healthy } from '../support/behaviour';
import { Life } from '../support/life';
import { type Ask, ask, type Bias, type Step, worlds } from '../support/world';

const minute = 60_000;
const hour = 60 * minute;

const open: Bias = {
  member: { word: fc.constant('chosen before' as const) },
  policy: { boundary: fc.constant('any'), maxRequestCost: fc.constant(undefined) },
  traits: { contextWindow: fc.constant(200_000) },
};

async function liveThrough(life: Life, steps: readonly Step[]): Promise<void> {
  for (const each of steps) await life.do(each);
}

describe('the first choice', () => {
  const bias: Bias = {
    ...open,
    members: { minLength: 2 },
    ending: fc.oneof(failing, ending),
    ask: { beside: fc.constant(false) },
  };
  const question = ask({
    ...bias,
    ask: {
      task: fc.constant('chat'),
      chosen: fc.constant(undefined),
      cancelAfter: fc.constant(undefined),
      reader: fc.constant('reads'),
      beside: fc.constant(false),
    },
  });

  it('is used again with the first request after the time it is said to be down for, a known while at most', () =>
    fc.assert(
      fc.asyncProperty(worlds(bias), question, async (world, drawn) => {
        const life = new Life(world);
        await liveThrough(life, world.steps);
        await life.do({ do: 'pin', member: undefined });
        const { chat } = life.links[0]!;
        // One that the user has left may still be tried for its verdict, and then others are asked.
        await life.clock.runUntil(() => life.calls.every(({ closed }) => closed), minute);
        if (life.engine.network.offline) await life.clock.advance(minute);
        const { state, halfOpen, until, failure, cause } = life.engine.health.view(chat);
        if (state === 'down' && !halfOpen) {
          fc.pre(until !== undefined);
          const wait = until - life.clock.now();
          // A failure that came after the one that told a time does not shorten it.
          const ends = world.steps.flatMap((step) => (step.do === 'ask' ? step.behaviours : [])).map(({ end }) => end);
          const told = Math.max(0, ...ends.map((end) => (end.type === 'failed' && end.failure.retryAfterMs) || 0));
          // A quota may never have been there.
          const longest = Math.max(told, cause === 'cooldown' && failure?.kind === 'quota' ? hour : minute);
          assert.ok(wait > 0 && wait <= longest, `${wait} ms`);
          await life.clock.advance(wait);
        }
        await life.do({ ...drawn, tools: false, behaviours: drawn.behaviours.map(() => healthy) });
        const request = life.requests.at(-1)!;
        // It may be asked together with another, which wins where it is sooner.
        const [first, ...others] = life.callsOf(request);
        assert.ok(first?.route === chat || others.some(({ route }) => route === chat));
        assert.ok(others.length <= 1);
        assert.equal(request.events.at(-1)?.type, 'done');
        await life.close();
      }),
      { numRuns: 300 },
    ));
});

/** A first word that came before the user cancelled tells how fast a route is all the same. */
function paceless(view: RouteHealth): RouteHealth {
  return view.cause === 'slow' ? { state: 'healthy', halfOpen: false } : view;
}

describe('a request that the user cancels', () => {
  const hanging: Bias = {
    ...open,
    ending: fc.constantFrom<Ending>({ type: 'silence' }, { type: 'keep-alives' }),
    ask: { beside: fc.boolean(), reader: fc.constant('reads'), task: fc.constantFrom('chat', 'completion') },
  };
  const cancelled: fc.Arbitrary<Ask> = fc.tuple(ask(hanging), fc.nat({ max: 2_000 })).map(([drawn, ms]) => ({
    ...drawn,
    firstContentTimeoutMs: undefined,
    cancelAfter: drawn.task === 'chat' ? ms : ms / 4,
  }));

  it('changes the health of nobody', () =>
    fc.assert(
      fc.asyncProperty(
        worlds({ ...open, ask: { beside: fc.constant(false) } }),
        fc.array(cancelled, { minLength: 1, maxLength: 3 }),
        async (world, asks) => {
          const withThem = new Life(world);
          const without = new Life(world);
          await liveThrough(withThem, world.steps);
          await liveThrough(without, world.steps);
          for (const each of asks) {
            const startedAt = withThem.clock.now();
            await withThem.do(each);
            await without.clock.advance(withThem.clock.now() - startedAt);
          }
          // Those that run beside others are cancelled by then, and none has failed.
          await withThem.clock.advance(2_000);
          await without.clock.advance(2_000);
          // What was tried beside another, or was late when another was faster, has its verdict all the same.
          fc.pre(!withThem.calls.some(({ beside }) => beside.length > 0));
          for (const { events } of withThem.requests.slice(without.requests.length)) {
            const last = events.at(-1);
            assert.ok(last?.type === 'cancelled' || (last?.type === 'failed' && last.failure.attempts.length === 0));
          }
          assert.deepEqual(withThem.views().map(paceless), without.views().map(paceless));
          await withThem.close();
          await without.close();
        },
      ),
      { numRuns: 200 },
    ));
});

describe('a lease', () => {
  const slow: fc.Arbitrary<Behaviour> = behaviour(fc.oneof(failing, fc.constant<Ending>({ type: 'silence' })));
  const bias: Bias = {
    ...open,
    ending: fc.oneof(failing, ending),
    ask: {
      behaviours: fc.array(slow, { minLength: 5, maxLength: 5 }),
      reader: fc.constantFrom('reads', 'forgets'),
      cancelAfter: fc.constant(undefined),
      answer: answerText,
    },
    wait: fc.integer({ min: 5_000, max: 40_000 }),
  };

  it('outlives its expiry in no world, though surfaces forget their requests and verdicts never come', () =>
    fc.assert(
      fc.asyncProperty(worlds(bias), async (world) => {
        const life = new Life(world);
        await liveThrough(life, world.steps);
        for (const { chat } of life.links) {
          for (let round = 0; ; round += 1) {
            if (life.engine.health.admit(chat, 'chat')) break;
            const { until, cause } = life.engine.health.view(chat);
            // Parked until the user acts.
            if (until === undefined) break;
            const wait = until - life.clock.now();
            assert.ok(wait > 0 && wait <= (cause === 'circuit' ? 5 * minute : hour), `${wait} ms`);
            assert.ok(round < 6, 'it is never askable');
            await life.clock.advance(wait);
          }
        }
        await life.close();
      }),
      { numRuns: 300 },
    ));
});
