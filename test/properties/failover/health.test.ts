import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  type Circuit,
  circuitChangesAt,
  type CircuitEvent,
  closed,
  nextCircuit,
  settleCircuit,
} from '../../../src/engine/failover/health/circuit/circuit';
import type { Health, Permit } from '../../../src/engine/failover/health/health';
import type { RouteHealth, Lane } from '../../../src/engine/failover/api/routeHealth';
import { createNetwork } from '../../../src/engine/failover/health/network';
import { type FailureKind, failureKinds } from '../../../src/engine/model/failure';
import type { Route } from '../../../src/engine/model/route';
import { failure, route } from '../../unit/engine/failover/fixtures';
import { type HandClock, handClock, start } from '../../unit/engine/failover/handClock';
import {
  type HealthFixture,
  healthFixture,
  settled,
  sharedText,
} from '../../unit/engine/failover/health/healthFixtures';

const hour = 3_600_000;
const day = 24 * hour;

const routes: readonly Route[] = [
  route('first'),
  route('first', { model: 'first-small' }),
  route('second'),
  route('ollama', { trust: 'local', endpoint: 'http://127.0.0.1:11434' }),
];

type Action =
  | { readonly do: 'admit' | 'panic'; readonly route: number; readonly task: Lane }
  | { readonly do: 'begin' | 'succeed' | 'release' | 'cancel'; readonly permit: number }
  | {
      readonly do: 'fail';
      readonly permit: number;
      readonly kind: FailureKind;
      readonly scope: 'model' | 'endpoint' | 'credential';
      readonly retryAfterMs?: number;
    }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'reset'; readonly provider?: string };

const anyRoute = fc.nat({ max: routes.length - 1 });
const anyPermit = fc.nat({ max: 50 });
const anyTask = fc.constantFrom<Lane>('chat', 'completion');
const anyWait = fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 2 * hour }));
const anyRetryAfter = fc.option(
  fc.oneof(fc.integer({ min: 0, max: 120_000 }), fc.constantFrom(NaN, -1, Infinity, 1e15)),
  { nil: undefined },
);

const admit = fc.record({ do: fc.constantFrom('admit' as const), route: anyRoute, task: anyTask });
const failing = fc.record({
  do: fc.constant('fail' as const),
  permit: anyPermit,
  kind: fc.constantFrom(...failureKinds),
  scope: fc.constantFrom('model' as const, 'endpoint' as const, 'credential' as const),
  retryAfterMs: anyRetryAfter,
});
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: admit },
  { weight: 5, arbitrary: failing },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('begin' as const, 'succeed' as const, 'release' as const, 'cancel' as const),
      permit: anyPermit,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: anyWait }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('panic' as const), route: anyRoute, task: anyTask }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reset' as const),
      provider: fc.constantFrom(undefined, 'first', 'second', 'nobody'),
    }),
  },
);
const anyActions = fc.array(anyAction, { maxLength: 60 });

/** Health under random use; permits are used twice, late, and after a reset, as they come. */
class Use {
  readonly permits: Permit[] = [];
  readonly fixture: HealthFixture;

  constructor(clock: HandClock = handClock(), store?: ReturnType<ReturnType<typeof sharedText>['window']>) {
    this.fixture = healthFixture({ clock, store });
    for (const each of routes) this.health.view(each);
  }

  get health(): Health {
    return this.fixture.health;
  }

  do(action: Action): void {
    switch (action.do) {
      case 'admit':
        this.keep(this.health.admit(routes[action.route]!, action.task));
        return;
      case 'panic':
        this.keep(this.health.admitInPanic(routes[action.route]!, action.task));
        return;
      case 'wait':
        this.fixture.clock.advance(action.ms);
        return;
      case 'reset':
        this.health.reset(action.provider);
        return;
      default:
        this.verdict(action);
    }
  }

  views(): RouteHealth[] {
    return routes.flatMap((each) => [this.health.view(each, 'chat'), this.health.view(each, 'completion')]);
  }

  private keep(permit: Permit | undefined): void {
    if (permit) this.permits.push(permit);
  }

  private verdict(action: Extract<Action, { permit: number }>): void {
    const permit = this.permits[action.permit % Math.max(1, this.permits.length)];
    switch (action.do) {
      case 'begin':
        permit?.firstContent(50);
        return;
      case 'succeed':
        permit?.succeeded();
        return;
      case 'release':
        permit?.released();
        return;
      case 'cancel':
        permit?.failed(failure('cancelled', 'request'));
        return;
      case 'fail':
        permit?.failed(failure(action.kind, action.scope, { retryAfterMs: action.retryAfterMs }));
        return;
    }
  }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('health under any use', () => {
  it('has every route askable again within a day, though no verdict ever comes for what is under way', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const use = new Use();
        for (const action of actions) use.do(action);
        use.fixture.clock.advance(day);
        for (const each of routes) {
          assert.ok(use.health.admit(each, 'chat'), `${each.id}: ${JSON.stringify(use.health.view(each))}`);
        }
      }),
      { numRuns: 450 },
    );
  });

  it('has every route askable at the time it names, and not before', () => {
    fc.assert(
      fc.property(anyActions, anyRoute, anyTask, (actions, index, task) => {
        const use = new Use();
        for (const action of actions) use.do(action);
        const { clock } = use.fixture;
        const which = routes[index]!;
        const view = use.health.view(which, task);
        const mayAsk = view.state !== 'down' || view.halfOpen;
        if (!mayAsk && view.until !== undefined) {
          assert.ok(view.until > clock.now());
          assert.ok(view.until <= clock.now() + day);
          assert.equal(use.health.admit(which, task), undefined);
          clock.advance(view.until - clock.now());
        }
        if (mayAsk || view.until !== undefined) assert.ok(use.health.admit(which, task));
        else assert.equal(use.health.admit(which, task), undefined);
      }),
      { numRuns: 450 },
    );
  });

  it('tells every change when it happens: who only listens knows what who looks would see', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const use = new Use();
        const heard = new Map(routes.map((each) => [each.id, use.health.view(each)]));
        use.health.onDidChange((each) => {
          if (each) heard.set(each.id, use.health.view(each));
        });
        for (const action of actions) {
          use.do(action);
          for (const each of routes) {
            const { state, cause, until, halfOpen } = use.health.view(each);
            const told = heard.get(each.id)!;
            assert.deepEqual(
              { state: told.state, cause: told.cause, until: told.until, halfOpen: told.halfOpen },
              { state, cause, until, halfOpen },
            );
          }
          assert.ok(use.fixture.clock.pending <= 1);
        }
      }),
      { numRuns: 450 },
    );
  });

  it('is the same with and without requests that are cancelled', () => {
    const cancelling = fc.record({ route: anyRoute, task: anyTask, asFailure: fc.boolean(), begins: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyAction, cancelling), { maxLength: 60 }), (steps) => {
        const without = new Use();
        const withCancelled = new Use();
        for (const [action, cancelled] of steps) {
          const permit = withCancelled.health.admit(routes[cancelled.route]!, cancelled.task);
          if (cancelled.asFailure) permit?.failed(failure('cancelled', 'request'));
          else permit?.released();
          without.do(action);
          withCancelled.do(action);
          assert.deepEqual(withCancelled.views(), without.views());
        }
      }),
      { numRuns: 250 },
    );
  });

  it('lets nobody in beside a chat that tries, until its verdict or the end of its lease', () => {
    const kinds = fc.constantFrom<FailureKind>('server', 'connect', 'not-protocol');
    const steps = fc.oneof(
      fc.record({ do: fc.constant('admit' as const) }),
      fc.record({ do: fc.constant('fail' as const), permit: anyPermit, kind: kinds }),
      fc.record({ do: fc.constantFrom('begin' as const, 'succeed' as const, 'release' as const), permit: anyPermit }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 15_000 }) }),
    );
    const lease = 25_000;
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 80 }), (actions) => {
        const { health, clock } = healthFixture();
        const which = routes[0]!;
        const permits: Permit[] = [];
        let probe: { permit: Permit; at: number } | undefined;
        for (const action of actions) {
          if (action.do === 'wait') clock.advance(action.ms);
          else if (action.do === 'admit') {
            const { state } = health.view(which);
            const permit = health.admit(which, 'chat');
            if (!permit) continue;
            permits.push(permit);
            if (state !== 'down') continue;
            assert.ok(!probe || clock.now() >= probe.at + lease, 'a second probe beside the first');
            probe = { permit, at: clock.now() };
          } else {
            const permit = permits[action.permit % Math.max(1, permits.length)];
            if (!permit) continue;
            if (action.do === 'fail') permit.failed(failure(action.kind, 'endpoint'));
            else if (action.do === 'begin') permit.firstContent(10);
            else if (action.do === 'succeed') permit.succeeded();
            else permit.released();
            if (permit === probe?.permit && action.do !== 'begin') probe = undefined;
            // A late verdict of an earlier probe may have ended the whole illness, or begun it anew.
            const view = health.view(which);
            if (view.state !== 'down' || view.until !== (probe && probe.at + lease)) probe = undefined;
          }
        }
      }),
      { numRuns: 600 },
    );
  });

  it('is the same after a reload of the window', async () => {
    await fc.assert(
      fc.asyncProperty(anyActions, anyActions, async (actions, more) => {
        const shared = sharedText();
        const clock = handClock();
        const before = new Use(clock, shared.window());
        await settled();
        for (const action of actions) before.do(action);
        // Leases belong to one window.
        for (const permit of before.permits) permit.released();
        const views = plain(before.views());
        before.health.dispose();
        await settled();
        const after = new Use(clock, shared.window());
        await settled();
        assert.deepEqual(plain(after.views()), views);
        for (const action of more) after.do(action);
      }),
      { numRuns: 250 },
    );
  });

  it('ends as one in all windows, whatever each of them saw', async () => {
    const step = fc.tuple(fc.nat({ max: 2 }), anyAction);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const shared = sharedText();
        const clock = handClock();
        const windows = [1, 2, 3].map(() => new Use(clock, shared.window()));
        await settled();
        for (const [window, action] of steps) {
          windows[window]!.do(action);
          await settled();
        }
        for (const { permits } of windows) for (const permit of permits) permit.released();
        for (let round = 0; round < 6; round += 1) {
          clock.advance(1_000);
          await settled();
        }
        const [one, ...others] = windows.map((window) => plain(window.views()));
        for (const other of others) assert.deepEqual(other, one);
        const { saves } = shared;
        clock.advance(5_000);
        await settled();
        assert.equal(shared.saves, saves);
      }),
      { numRuns: 200 },
    );
  });

  it('bears anything that the store may hold', async () => {
    const known = JSON.stringify(['endpoint', routes[0]!.endpoint]);
    const record = fc.record({
      key: fc.oneof(fc.constant(known), fc.string()),
      changedAt: fc.oneof(fc.constant(start), fc.integer(), fc.double()),
      providers: fc.array(fc.string(), { maxLength: 3 }),
      cell: fc.oneof(
        fc.record({ kind: fc.constant('circuit'), circuit: fc.record({ state: fc.string(), level: fc.anything() }) }),
        fc.object(),
      ),
    });
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.oneof(record, fc.anything())).map((data) => safeText({ version: 1, data })),
    );
    await fc.assert(
      fc.asyncProperty(text, anyActions, async (content, actions) => {
        const use = new Use(handClock(), sharedText(content).window());
        await settled();
        for (const action of actions) use.do(action);
        use.fixture.clock.advance(day);
        assert.ok(use.health.admit(routes[0]!, 'chat'));
      }),
      { numRuns: 250 },
    );
  });
});

function safeText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'not JSON';
  }
}

describe('a circuit under any events', () => {
  const via = fc.constantFrom('normal' as const, 'probe' as const, 'panic' as const);
  const attempt = fc.integer({ min: 1, max: 8 });
  const event: fc.Arbitrary<CircuitEvent | { type: 'wait'; ms: number }> = fc.oneof(
    fc.record({ type: fc.constant('wait' as const), ms: anyWait }),
    fc.record({ type: fc.constant('released' as const), attempt }),
    fc.record({ type: fc.constantFrom('firstContent' as const, 'succeeded' as const), attempt, via }),
    fc.record({
      type: fc.constant('failed' as const),
      attempt,
      via,
      failure: anyRetryAfter.map((retryAfterMs) => failure('server', 'endpoint', { retryAfterMs })),
      weight: fc.constantFrom(0.5, 1),
      certain: fc.boolean(),
      cheapToAsk: fc.boolean(),
      jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    }),
    fc.record({ type: fc.constant('probe' as const), attempt, expiresAt: fc.constant(0) }),
  );

  function step(circuit: Circuit, now: number, next: CircuitEvent): Circuit {
    return nextCircuit(circuit, next.type === 'probe' ? { ...next, expiresAt: now + 25_000 } : next, now);
  }

  it('never brings an end nearer by a failure, and never waits beyond an hour', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let circuit: Circuit = closed;
        let now = start;
        for (const next of events) {
          if (next.type === 'wait') {
            now += next.ms;
            continue;
          }
          const before = settleCircuit(circuit, now);
          circuit = step(circuit, now, next);
          if (circuit.state !== 'soft-open' && circuit.state !== 'open') continue;
          assert.ok(circuit.until > now && circuit.until <= now + hour);
          const wasDown = before.state === 'soft-open' || before.state === 'open';
          if (wasDown && next.type === 'failed') assert.ok(circuit.until >= before.until);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('knows when time will change it, and changes then and not before', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let circuit: Circuit = closed;
        let now = start;
        for (const next of events) {
          if (next.type === 'wait') now += next.ms;
          else circuit = step(circuit, now, next);
          circuit = settleCircuit(circuit, now);
          assert.equal(settleCircuit(circuit, now), circuit);
          const at = circuitChangesAt(circuit);
          if (at === undefined) {
            assert.equal(settleCircuit(circuit, now + day), circuit);
            continue;
          }
          assert.ok(at > now);
          assert.equal(settleCircuit(circuit, at - 1), circuit);
          assert.notEqual(settleCircuit(circuit, at), circuit);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('has no lease that outlives its expiry', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let circuit: Circuit = closed;
        let now = start;
        for (const next of events) {
          if (next.type === 'wait') now += next.ms;
          else circuit = step(circuit, now, next);
          const later = settleCircuit(circuit, now + 25_000);
          assert.ok(later.state !== 'half-open' || later.lease === undefined);
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe('the network under any failures', () => {
  it('may be tried again within five seconds, and is believed in after a minute', () => {
    const step = fc.record({
      route: anyRoute,
      kind: fc.constantFrom<FailureKind>('connect', 'offline', 'server', 'not-protocol'),
      code: fc.constantFrom('ENOTFOUND', 'ETIMEDOUT', 'ECONNREFUSED', undefined),
      ms: fc.integer({ min: 0, max: 20_000 }),
      asks: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const clock = handClock();
        const network = createNetwork({ clock });
        for (const { route: index, kind, code, ms, asks } of steps) {
          network.onFailure(routes[index]!, failure(kind, 'endpoint', { code }));
          if (asks) network.mayTryCloud();
          clock.advance(ms);
        }
        clock.advance(5_000);
        assert.equal(network.mayTryCloud(), true);
        clock.advance(60_000);
        assert.equal(network.offline, false);
        assert.equal(clock.pending, 0);
      }),
      { numRuns: 250 },
    );
  });
});
