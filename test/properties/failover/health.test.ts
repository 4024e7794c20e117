import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Permit } from '../../../src/engine/failover/health/health';
import type { FailureKind } from '../../../src/engine/model/failure/failure';
import { failure } from '../../unit/engine/failover/fixtures';
import { healthFixture } from '../../unit/engine/failover/health/healthFixtures';
import { anyAction, anyActions, anyPermit, anyRoute, anyTask, day, routes, Use } from './anyHealthUse';

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
});
