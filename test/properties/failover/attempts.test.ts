import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { AttemptRecord } from '../../../src/engine/failover/api/answer';
import { retryDelay } from '../../../src/engine/failover/policies/retry';
import type { Life } from '../support/life';
import type { Call, Request } from '../support/lifeRecords';
import { worlds } from '../support/world';
import { type Ending, ending, failing, refusing } from '../support/behaviour';
import { failure } from '../../unit/engine/failover/fixtures';
import { estimateRequestTokens } from '../../../src/engine/model/request/tokenEstimate';
import { agreed, always, attemptsOf, hedging } from './anyWorld';

/** Calls that only repeat one that was refused, with what was refused left out. */
function repairs(life: Life, request: Request): readonly Call[] {
  const calls = life.callsOf(request);
  return calls.filter((call, index) => calls.slice(0, index).some((earlier) => earlier.route === call.route));
}

const silences: ReadonlySet<string> = new Set(['stalled', 'first-token-timeout']);

function same(a: Call, b: Call): boolean {
  return isDeepStrictEqual(a.request, b.request);
}

const unreachable: fc.Arbitrary<Ending> = fc
  .constantFrom(
    failure('offline', 'network'),
    failure('connect', 'endpoint', { code: 'ENOTFOUND' }),
    failure('connect', 'endpoint', { code: 'ETIMEDOUT' }),
  )
  .map((seen) => ({ type: 'failed', failure: seen }));

describe('the attempts of a request in any world', () => {
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
            // It did not go on with a broken-off answer, and is asked for a whole one, once.
            const begins = attempts?.some(({ failure }) => failure?.kind === 'not-continued') ? 1 : 0;
            const again = Math.max(0, own.length - (isRepaired ? 2 : 1) - begins);
            // The host was asked for a larger window, which no request tells.
            const isWidened = attempts?.some(({ failure }) => failure?.repair === 'window') ?? own.length > 1;
            assert.ok(repeats.length <= again + (isWidened ? 1 : 0), 'what was refused was sent again');
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
});

/** US dollars, from what is known before the request is sent. */
function estimate({ of, request }: Call, { route }: AttemptRecord): number {
  const { price } = route.traits;
  if (!price) return 0;
  const [input, output] = of.ask.task === 'chat' ? [estimateRequestTokens(request), 1_000] : [50, 128];
  return (input * price.input + output * price.output) / 1e6;
}
