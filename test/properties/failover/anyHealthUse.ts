import * as fc from 'fast-check';
import type { Health, Permit } from '../../../src/engine/failover/health/health';
import type { RouteHealth, Lane } from '../../../src/engine/failover/api/routeHealth';
import { type FailureKind, failureKinds } from '../../../src/engine/model/failure/failure';
import type { Route } from '../../../src/engine/model/route/route';
import type { RecordStore } from '../../../src/engine/storage/records/recordStore';
import { failure, route } from '../../unit/engine/failover/fixtures';
import { type HandClock, handClock } from '../../unit/engine/failover/handClock';
import { type HealthFixture, healthFixture } from '../../unit/engine/failover/health/healthFixtures';

export const hour = 3_600_000;
export const day = 24 * hour;

export const routes: readonly Route[] = [
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

export const anyRoute = fc.nat({ max: routes.length - 1 });
export const anyPermit = fc.nat({ max: 50 });
export const anyTask = fc.constantFrom<Lane>('chat', 'completion');
export const anyWait = fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 2 * hour }));
export const anyRetryAfter = fc.option(
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
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
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
export const anyActions = fc.array(anyAction, { maxLength: 60 });

/** Health under random use; permits are used twice, late, and after a reset, as they come. */
export class Use {
  readonly permits: Permit[] = [];
  readonly fixture: HealthFixture;

  constructor(clock: HandClock = handClock(), records?: RecordStore) {
    this.fixture = healthFixture({ clock, records });
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
