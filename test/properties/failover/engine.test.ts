import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { AnswerEvent, AttemptRecord } from '../../../src/engine/failover/api/answer';
import { withinBoundary } from '../../../src/engine/failover/api/policy';
import { retryDelay } from '../../../src/engine/failover/policies/retry';
import { type Call, Life, type Request } from '../support/life';
import { type Bias, type Word, type World, worlds } from '../support/world';
import { type Ending, ending, failing, refusing } from '../support/behaviour';
import { failure } from '../../unit/engine/failover/fixtures';
import { estimateRequestTokens } from '../../../src/engine/model/tokenEstimate';

/** Each law has worlds of its own; together they are most of the 10,000 that the layer runs. */
const numRuns = 200;

/** Whatever happens in a world, the law holds. */
function always(law: (life: Life, world: World) => void, drawnFrom: fc.Arbitrary<World> = worlds()): Promise<void> {
  return fc.assert(
    fc.asyncProperty(drawnFrom, async (drawn) => law(await new Life(drawn).live(), drawn)),
    { numRuns },
  );
}

const isEnd = ({ type }: AnswerEvent): boolean => type === 'done' || type === 'failed' || type === 'cancelled';

function attemptsOf({ events }: Request): readonly AttemptRecord[] | undefined {
  const last = events.at(-1);
  if (last?.type === 'failed') return last.failure.attempts;
  return last?.type === 'done' || last?.type === 'cancelled' ? last.attempts : undefined;
}

/** Calls that only repeat one that was refused, with what was refused left out. */
function repairs(life: Life, request: Request): readonly Call[] {
  const calls = life.callsOf(request);
  return calls.filter((call, index) => calls.slice(0, index).some((earlier) => earlier.route === call.route));
}

const silences: ReadonlySet<string> = new Set(['stalled', 'first-token-timeout']);

function same(a: Call, b: Call): boolean {
  return isDeepStrictEqual(a.request, b.request);
}

const agreed = { word: fc.constant<Word>('chosen before') };
/** All are known to be fast, and now are not. */
const hedging: Bias = {
  policy: { hedgeChat: fc.constant(true), boundary: fc.constant('any') },
  member: { known: fc.constant(200), ...agreed },
  behaviour: { first: fc.integer({ min: 0, max: 9_000 }) },
};
const unreachable: fc.Arbitrary<Ending> = fc
  .constantFrom(
    failure('offline', 'network'),
    failure('connect', 'endpoint', { code: 'ENOTFOUND' }),
    failure('connect', 'endpoint', { code: 'ETIMEDOUT' }),
  )
  .map((seen) => ({ type: 'failed', failure: seen }));

describe('the engine in any world', () => {
  it('visits no route twice, but without what it refused, and one a second time where a chat has nobody else', () =>
    always(
      (life) => {
        for (const request of life.requests) {
          const calls = life.callsOf(request);
          let retries = 0;
          let returns = 0;
          for (const route of new Set(calls.map((call) => call.route))) {
            const own = calls.filter((call) => call.route === route);
            const repeats = own.filter((call, index) => own.slice(0, index).some((earlier) => same(earlier, call)));
            const attempts = attemptsOf(request)?.filter((attempt) => attempt.route === route);
            const isRepaired = attempts?.some(({ failure }) => failure?.repair) ?? own.length > 1;
            // It did not go on with a broken-off answer, and is asked for a whole one.
            const begins = attempts?.filter(({ failure }) => failure?.kind === 'not-continued').length ?? 0;
            const again = Math.max(0, own.length - (isRepaired ? 2 : 1) - begins);
            assert.ok(repeats.length <= again, 'what was refused was sent again');
            if (again === 0) continue;
            // It was cancelled for the sake of a faster one, whose answer then broke off.
            if (attempts?.some(({ outcome }) => outcome === 'hedge-lost')) continue;
            const wasLeft = attempts?.some(({ failure }) => failure && silences.has(failure.kind)) ?? false;
            if (wasLeft && request.ask.task === 'chat') returns += 1;
            retries += again - (wasLeft && request.ask.task === 'chat' ? 1 : 0);
            if (wasLeft) continue;
            const passes = attempts?.some(({ failure }) => failure && retryDelay(failure, () => 0) !== undefined);
            if (attempts) assert.ok(passes, 'asked again without a reason');
          }
          assert.ok(retries <= (request.ask.task === 'chat' ? 1 : 0), `${retries} retries`);
          // Who was left for its silence may only have been slow.
          assert.ok(returns <= 1, `${returns} returns`);
        }
      },
      worlds({ ending: fc.oneof(refusing, ending), ask: { temperature: fc.constant(true) } }),
    ));

  it('asks no more routes than a request may, local ones of a chat aside', () =>
    always(
      (life) => {
        for (const request of life.requests) {
          const most = request.ask.task === 'chat' ? 4 : 2;
          const again = repairs(life, request);
          const counted = life.callsOf(request).filter((call) => !again.includes(call) && !call.isProbe);
          // A loser that was cancelled leaves the request its two attempts.
          const mayLose =
            request.ask.task === 'completion' ? counted : counted.filter(({ isCompanion }) => isCompanion);
          const lost = mayLose.some(({ beside }) => beside.length > 0) ? 1 : 0;
          const beyond = counted.slice(most + lost);
          const probes = life.callsOf(request).filter(({ isProbe }) => isProbe);
          assert.ok(probes.length <= 1, `${probes.length} probes`);
          const last = request.ask.task === 'chat' ? beyond.filter(({ route }) => route.trust !== 'local') : beyond;
          assert.deepEqual(
            last.map(({ route }) => route.id),
            [],
          );
        }
      },
      worlds({
        ending: fc.oneof(failing, failing, ending),
        members: { minLength: 4 },
        member: agreed,
        policy: { boundary: fc.constant('any') },
      }),
    ));

  it('hedges no more than a tenth of the requests of five minutes, or three', () =>
    always(
      (life) => {
        // The next in the order is no hedge for a probe that still runs, or for one that was too late and is tried to its end.
        const extra = life.calls.filter(({ isAnnounced }) => !isAnnounced);
        for (const { beside, isProbe } of extra) {
          const parallel = beside.slice(
            Math.max(
              0,
              beside.findLastIndex((other) => other.isAnnounced),
            ),
          );
          assert.ok(parallel.filter((other) => other.isProbe === isProbe).length <= 1, 'a third attempt');
        }
        // What is asked of this machine costs nothing.
        const isHedge = ({ route, isProbe, isCompanion }: Call): boolean =>
          route.trust !== 'local' && !isProbe && !isCompanion;
        const hedges = extra.filter(isHedge);
        for (const hedge of hedges) {
          const recent = (at: number): boolean => at <= hedge.startedAt && hedge.startedAt - at < 300_000;
          const requests = life.requests.filter(({ startedAt }) => recent(startedAt)).length;
          const extras = hedges.filter(({ startedAt }) => recent(startedAt)).length;
          assert.ok(extras <= Math.max(3, Math.floor(requests / 10)), `${extras} hedges for ${requests} requests`);
        }
      },
      worlds({ ...hedging, ask: { cancelAfter: fc.constant(undefined) } }),
    ));

  it('never crosses the boundary', () =>
    always(
      (life, { policy }) => {
        for (const { route } of life.calls) assert.ok(withinBoundary(route.trust, policy.boundary), route.id);
        assert.deepEqual(
          life.warmedUp.filter((trust) => trust !== 'local'),
          [],
        );
      },
      worlds({
        policy: { boundary: fc.constantFrom('any', 'private', 'local') },
        member: { trust: fc.constantFrom('cloud', 'private', 'local') },
      }),
    ));

  it('sends nothing to a vendor that the user has not agreed to', () =>
    always(
      (life) => {
        for (const { agreed, route } of life.calls) assert.equal(agreed, true, route.id);
      },
      worlds({ member: { word: fc.constantFrom('chosen before', 'allow', 'never', undefined) } }),
    ));

  it('puts one question at a time, for a chat only, and none about a vendor twice', () =>
    always(
      (life) => {
        for (const { of, key, beside } of life.questions) {
          assert.equal(of?.ask.task, 'chat');
          assert.equal(beside.filter((other) => other.of === of).length, 0, 'two questions of one request at a time');
          assert.equal(life.questions.filter((other) => other.of === of && other.key === key).length, 1);
        }
      },
      worlds({ member: { word: fc.constantFrom('chosen before', 'allow', 'never', undefined) } }),
    ));

  it('ends every answer with one end, throws nothing and waits for nobody without end', () =>
    always((life) => {
      for (const request of life.requests) {
        assert.equal(request.threw, undefined);
        assert.notEqual(request.endedAt, undefined, 'it hangs');
        if (request.ask.reader === 'leaves' && !request.events.some(isEnd)) continue;
        assert.equal(request.events.filter(isEnd).length, 1);
        assert.ok(isEnd(request.events.at(-1)!));
      }
    }));

  it('ends at once when the user cancels, and asks nobody after that', () =>
    always(
      (life) => {
        for (const { cancelledAt, endedAt, ask, events } of life.requests) {
          if (cancelledAt === undefined || ask.reader !== 'reads') continue;
          assert.equal(endedAt, cancelledAt);
          assert.equal(events.at(-1)?.type, 'cancelled');
        }
        assert.deepEqual(
          life.calls.filter(({ late }) => late).map(({ id }) => id),
          [],
        );
      },
      worlds({ ask: { cancelAfter: fc.oneof(fc.constantFrom(0, 50, 200, 400), fc.integer({ min: 0, max: 40_000 })) } }),
    ));

  it('surfaces a tool call only of an answer that has ended well, and once', () =>
    always(
      (life) => {
        for (const request of life.requests) {
          const told = request.events.flatMap((event) => (event.type === 'tool-call' ? [event.id] : []));
          assert.equal(new Set(told).size, told.length);
          for (const id of told) assert.ok(life.calls.find((call) => call.id === id)?.finished, id);
        }
      },
      worlds({
        ask: { tools: fc.constant(true) },
        traits: { tools: fc.constant(true) },
        member: agreed,
        behaviour: { tool: fc.constantFrom('whole', 'begun') },
      }),
    ));

  it('has one line in the ledger for each attempt, and tells each before it is made', () =>
    always((life) => {
      for (const request of life.requests) {
        const attempts = attemptsOf(request);
        if (!attempts) continue;
        const asked = life.callsOf(request).map(({ route }) => route.id);
        assert.deepEqual(attempts.map(({ route }) => route.id).sort(), [...asked].sort());
        const told = request.events.flatMap((event) => (event.type === 'attempt' ? [event] : []));
        for (const { route } of told) assert.ok(request.cancelledAt !== undefined || asked.includes(route.id));
        for (const { route } of attempts.filter(({ outcome }) => outcome === 'served')) {
          assert.ok(told.some((event) => event.route === route));
        }
      }
    }));

  it('leaves no timer and no open stream behind', () =>
    always((life) => {
      assert.equal(life.timersLeft, 0);
      for (const { closed, signal, id } of life.calls) assert.ok(closed && signal.aborted, id);
    }));

  it('spends no more than the ceiling and what the last attempt cost above its estimate', () =>
    always(
      (life, { policy }) => {
        if (policy.maxRequestCost === undefined) return;
        for (const request of life.requests) {
          const attempts = attemptsOf(request) ?? [];
          const calls = life.callsOf(request);
          const spent = attempts.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
          const errors = attempts.map((attempt) => Math.max(0, (attempt.cost ?? 0) - estimate(calls[0]!, attempt)));
          // Two attempts are the last where one is hedged with the other.
          const last = calls.some(({ beside }) => beside.length > 0) ? 2 : 1;
          const above = errors
            .sort((a, b) => b - a)
            .slice(0, last)
            .reduce((sum, error) => sum + error, 0);
          assert.ok(spent <= policy.maxRequestCost + above + 1e-9, `${spent} of ${policy.maxRequestCost} and ${above}`);
        }
      },
      worlds({
        ...hedging,
        policy: { hedgeChat: fc.constant(true), maxRequestCost: fc.double({ min: 0.004, max: 0.2, noNaN: true }) },
        traits: { price: fc.constantFrom({ input: 1, output: 4 }, { input: 30, output: 90 }) },
        behaviour: {
          ...hedging.behaviour,
          outputTokens: fc.option(fc.integer({ min: 0, max: 4_000 }), { nil: undefined }),
        },
      }),
    ));

  it('asks a cloud without a network only once in five seconds, and as the first of its request', () =>
    always(
      (life) => {
        const tries = life.calls.filter(({ offline, route }) => offline && route.trust === 'cloud');
        for (const [index, call] of tries.entries()) {
          assert.ok(call.isProbe || call.isCompanion || life.callsOf(call.of)[0] === call);
          const before = tries[index - 1];
          if (before) assert.ok(call.startedAt - before.startedAt >= 5_000, `${call.startedAt - before.startedAt} ms`);
        }
      },
      worlds({
        ending: unreachable,
        wait: fc.integer({ min: 0, max: 8_000 }),
        member: agreed,
        policy: { boundary: fc.constant('any') },
        ask: { beside: fc.boolean(), reader: fc.constant('reads'), cancelAfter: fc.constant(undefined) },
      }),
    ));

  it('asks nobody but the pinned provider', () =>
    always(
      (life) => {
        for (const { of, route } of life.calls) if (of.pinned !== undefined) assert.equal(route.providerId, of.pinned);
      },
      worlds({ member: agreed }).chain((drawn) =>
        fc
          .nat({ max: drawn.chain.length - 1 })
          .map((member) => ({ ...drawn, steps: [{ do: 'pin', member }, ...drawn.steps] })),
      ),
    ));

  it('tells every switch: whose text it is was told before it', () =>
    always((life) => {
      for (const { events, ask } of life.requests) {
        if (ask.reader !== 'reads') continue;
        let author: string | undefined;
        let announced: string | undefined;
        for (const event of events) {
          if (event.type === 'switched') announced = event.to.id;
          if (event.type === 'attempt') {
            if (author !== undefined && author !== event.route.id) assert.equal(announced, event.route.id);
            author = event.route.id;
          }
          if (event.type === 'done') assert.equal(event.route.id, author);
        }
      }
    }));
});

/** US dollars, from what is known before the request is sent. */
function estimate({ of, request }: Call, { route }: AttemptRecord): number {
  const { price } = route.traits;
  if (!price) return 0;
  const [input, output] = of.ask.task === 'chat' ? [estimateRequestTokens(request), 1_000] : [50, 128];
  return (input * price.input + output * price.output) / 1e6;
}
