import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createNetwork } from '../../../src/engine/failover/health/network';
import type { FailureKind } from '../../../src/engine/model/failure/failure';
import { failure } from '../../unit/engine/failover/fixtures';
import { handClock } from '../../unit/engine/failover/handClock';
import { anyRoute, routes } from './anyHealthUse';

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
