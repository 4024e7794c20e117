import assert from 'node:assert/strict';
import { waitingReason } from '../../../../../../src/engine/chat/session/waiting/waitingReason';
import type { ChainFailure, SkippedRoute } from '../../../../../../src/engine/failover/api/answer';
import type { FailureKind } from '../../../../../../src/engine/model/failure/failure';
import { alpha, attempt, beta, failure } from '../../fixtures';

const failed = (kind: FailureKind, route = alpha) => attempt({ route, outcome: 'failed', failure: failure(kind) });
const chain = (...attempts: ChainFailure['attempts']): ChainFailure => ({ attempts, skipped: [] });
const down = (route: typeof alpha, kind: FailureKind, until?: number): SkippedRoute => ({
  route,
  reason: 'unhealthy',
  failure: failure(kind),
  until,
  detail: '',
});

describe('waitingReason', () => {
  it('is a provider that comes back by itself', () => {
    for (const kind of ['overloaded', 'connect', 'server', 'rate-limited', 'first-token-timeout', 'offline'] as const) {
      assert.deepEqual(waitingReason(chain(failed(kind))), { label: 'Alpha' }, kind);
    }
  });

  it('is none where the user has to act, or where it would fail again', () => {
    for (const kind of ['auth', 'quota', 'model-missing', 'policy', 'bad-request', 'context-exceeded'] as const) {
      assert.equal(waitingReason(chain(failed(kind))), undefined, kind);
    }
    assert.equal(waitingReason(chain()), undefined);
    const outside: SkippedRoute = { route: alpha, reason: 'boundary', detail: '' };
    assert.equal(waitingReason({ attempts: [], skipped: [outside] }), undefined);
  });

  it('is the one that is expected first', () => {
    const skipped = [down(alpha, 'overloaded', 9_000), down(beta, 'connect', 5_000)];
    assert.deepEqual(waitingReason({ attempts: [], skipped }), { label: 'Beta', until: 5_000 });
  });

  it('is one whose last failure passes, and none whose last does not', () => {
    assert.equal(waitingReason(chain(failed('overloaded'), failed('auth'))), undefined);
    assert.deepEqual(waitingReason(chain(failed('auth', beta), failed('overloaded'))), { label: 'Alpha' });
    assert.deepEqual(waitingReason(chain(failed('stream-cut'), failed('not-continued'))), { label: 'Alpha' });
  });

  it('is a machine without a network', () => {
    const skipped: SkippedRoute[] = [{ route: alpha, reason: 'offline', detail: '' }];
    assert.deepEqual(waitingReason({ attempts: [], skipped }), { label: 'Alpha' });
  });

  it('knows the time of the chain where none is known of the route', () => {
    assert.deepEqual(waitingReason({ ...chain(failed('overloaded')), retryAt: 7 }), { label: 'Alpha', until: 7 });
  });
});
