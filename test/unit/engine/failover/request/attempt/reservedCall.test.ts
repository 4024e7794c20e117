import assert from 'node:assert/strict';
import { RateLimits } from '../../../../../../src/engine/failover/health/limits/rateLimits';
import { ReservedCall } from '../../../../../../src/engine/failover/request/attempt/reservedCall';
import type { CallOptions } from '../../../../../../src/engine/model/provider/provider';
import { failure, route } from '../../fixtures';
import { handClock } from '../../handClock';

const a = route('a');
const { signal } = new AbortController();

describe('What an attempt takes of the last request that its host has left', () => {
  const lives: readonly [what: string, live: (reserved: ReservedCall, call: CallOptions) => void, isFree: boolean][] = [
    ['has not left yet', () => undefined, false],
    ['waits for its answer', (_, call) => call.onRequest?.(), false],
    ['ended before it left', (reserved) => reserved.ended(failure('cancelled', 'request')), true],
    [
      'never reached the host',
      (reserved, call) => {
        call.onRequest?.();
        reserved.ended(failure('connect', 'endpoint'));
      },
      true,
    ],
    [
      'was cancelled before its answer',
      (reserved, call) => {
        call.onRequest?.();
        reserved.ended(failure('cancelled', 'request'));
      },
      false,
    ],
    [
      'was left alone for being late',
      (reserved, call) => {
        call.onRequest?.();
        reserved.ended(undefined);
      },
      false,
    ],
    [
      'was answered by a host that says nothing',
      (reserved, call) => {
        call.onRequest?.();
        call.onHeaders?.();
        reserved.ended(undefined);
      },
      true,
    ],
    [
      'was answered by a host that says what it has left',
      (reserved, call) => {
        call.onRequest?.();
        call.onRateLimits?.([{ unit: 'requests', remaining: 1, resetMs: 9_000 }]);
        call.onHeaders?.();
        reserved.ended(undefined);
      },
      true,
    ],
    [
      'was cancelled after its host has said that nothing is left',
      (reserved, call) => {
        call.onRequest?.();
        call.onRateLimits?.([{ unit: 'requests', remaining: 0, resetMs: 9_000 }]);
        reserved.ended(failure('cancelled', 'request'));
      },
      false,
    ],
  ];
  for (const [what, live, isFree] of lives) {
    it(`${isFree ? 'is nothing' : 'is that one'} where it ${what}`, () => {
      const limits = new RateLimits({ clock: handClock() });
      limits.reserve(a, 0).said([{ unit: 'requests', remaining: 1, resetMs: 9_000 }]);
      const reserved = new ReservedCall(limits.reserve(a, 0));
      live(reserved, reserved.options({ signal }));
      assert.equal(limits.freeAt(a) === undefined, isFree);
    });
  }

  it('tells the watch of the attempt that the request has left, and that its headers have come', () => {
    const told: string[] = [];
    const reserved = new ReservedCall(new RateLimits({ clock: handClock() }).reserve(a, 0));
    const call = reserved.options({
      signal,
      onRequest: () => told.push('left'),
      onHeaders: () => told.push('headers'),
    });
    call.onRequest?.();
    call.onHeaders?.();
    assert.deepEqual(told, ['left', 'headers']);
  });
});
