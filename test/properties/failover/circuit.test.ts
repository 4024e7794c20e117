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
import { failure } from '../../unit/engine/failover/fixtures';
import { start } from '../../unit/engine/failover/handClock';
import { anyRetryAfter, anyWait, day, hour } from './anyHealthUse';

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
