import assert from 'node:assert/strict';
import { failureKinds } from '../../../../../src/engine/model/failure/failure';
import { failure, route } from '../fixtures';
import { admitted, breakDown, fail, healthFixture, succeed, waitUntilAskable } from './healthFixtures';

const minute = 60_000;
const hour = 60 * minute;

const first = route('first');
const second = route('second');
const local = route('ollama', { trust: 'local', endpoint: 'http://127.0.0.1:11434' });

describe('health after refusals', () => {
  describe('of a route that cools down', () => {
    it('waits as long as the provider said, a day at most', () => {
      for (const kind of ['rate-limited', 'quota'] as const) {
        const { health, clock } = healthFixture();
        fail(health, first, kind, { retryAfterMs: 90_000 });
        assert.equal(health.view(first).cause, 'cooldown');
        assert.equal(health.view(first).until, clock.now() + 90_000);
        clock.advance(89_999);
        assert.equal(health.admit(first, 'chat'), undefined);
        clock.advance(1);
        fail(health, first, kind, { retryAfterMs: 40 * 24 * hour });
        assert.equal(health.view(first).until, clock.now() + 24 * hour);
      }
    });

    it('waits a second at least, also when the provider says "retry now"', () => {
      const { health, clock } = healthFixture();
      fail(health, first, 'rate-limited', { retryAfterMs: 0 });
      assert.equal(health.view(first).until, clock.now() + 1_000);
    });

    it('doubles the wait from 20 seconds to 40 while limits repeat, and starts over after an answer', () => {
      const fixture = healthFixture();
      const { health, clock } = fixture;
      const waits: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        fail(health, first, 'rate-limited');
        waits.push((health.view(first).until ?? 0) - clock.now());
        waitUntilAskable(fixture, first);
      }
      assert.deepEqual(waits, [20_000, 40_000, 40_000, 40_000, 40_000, 40_000, 40_000]);
      succeed(health, first);
      fail(health, first, 'rate-limited');
      assert.equal(health.view(first).until, clock.now() + 20_000);
    });

    it('starts over with its waits ten minutes after the end of the last one', () => {
      const fixture = healthFixture();
      const { health, clock } = fixture;
      for (const [pause, wait] of [
        [0, 20_000],
        [10 * minute - 1, 40_000],
        [10 * minute, 20_000],
      ] as const) {
        clock.advance(pause);
        fail(health, first, 'rate-limited');
        assert.equal(health.view(first).until, clock.now() + wait);
        waitUntilAskable(fixture, first);
      }
    });

    it('is not held when the clock is set back', () => {
      const { health, clock } = healthFixture();
      fail(health, first, 'auth');
      clock.setTo(clock.now() - hour);
      admitted(health.admit(first, 'chat'));
    });

    it('counts limits that arrive together once', () => {
      const { health, clock } = healthFixture();
      const permits = [1, 2, 3].map(() => admitted(health.admit(first, 'chat')));
      for (const permit of permits) permit.failed(failure('rate-limited'));
      assert.equal(health.view(first).until, clock.now() + 20_000);
    });

    it('ignores a shorter wait and an answer of requests that were under way', () => {
      const { health, clock } = healthFixture();
      const permits = [1, 2, 3].map(() => admitted(health.admit(first, 'chat')));
      permits[0]!.failed(failure('rate-limited', 'credential', { retryAfterMs: 90_000 }));
      permits[1]!.failed(failure('rate-limited', 'credential', { retryAfterMs: 5_000 }));
      permits[2]!.succeeded();
      assert.equal(health.view(first).until, clock.now() + 90_000);
    });

    it('shows no end when only the user can help, and asks again after an hour all the same', () => {
      const { health, clock } = healthFixture();
      fail(health, first, 'auth');
      assert.equal(health.view(first).until, undefined);
      assert.equal(health.admit(first, 'chat'), undefined);
      clock.advance(hour);
      admitted(health.admit(first, 'chat'));
    });

    it('shows the latest end of several obstacles', () => {
      const { health, clock } = healthFixture();
      const permits = [1, 2, 3].map(() => admitted(health.admit(first, 'chat')));
      permits[0]!.failed(failure('server'));
      permits[1]!.failed(failure('quota', 'credential', { retryAfterMs: 2 * hour }));
      assert.equal(health.view(first).failure?.kind, 'quota');
      assert.equal(health.view(first).until, clock.now() + 2 * hour);
      permits[2]!.failed(failure('auth', 'credential'));
      assert.equal(health.view(first).failure?.kind, 'auth');
      assert.equal(health.view(first).until, undefined);
    });

    it('asks a missing model again after a day, on this machine after a minute', () => {
      for (const [which, wait] of [
        [first, 24 * hour],
        [local, minute],
      ] as const) {
        const { health, clock } = healthFixture();
        fail(health, which, 'model-missing');
        clock.advance(wait - 1);
        assert.equal(health.admit(which, 'chat'), undefined);
        clock.advance(1);
        admitted(health.admit(which, 'chat'));
      }
    });
  });

  describe('in a panic', () => {
    it('lets a route that is down be asked once in five seconds by completions', () => {
      const { health, clock } = healthFixture();
      breakDown(health, first);
      admitted(health.admitInPanic(first, 'completion')).released();
      assert.equal(health.admitInPanic(first, 'completion'), undefined);
      clock.advance(4_999);
      assert.equal(health.admitInPanic(first, 'completion'), undefined);
      clock.advance(1);
      admitted(health.admitInPanic(first, 'completion'));
    });

    it('refuses no chat, whatever the state of the route', () => {
      for (const kind of failureKinds) {
        const { health } = healthFixture();
        fail(health, first, kind, { retryAfterMs: 3_600_000 });
        for (let press = 0; press < 3; press += 1) admitted(health.admitInPanic(first, 'chat')).released();
      }
    });

    it('does not let a completion use up the chance of a chat', () => {
      const { health } = healthFixture();
      breakDown(health, first);
      admitted(health.admitInPanic(first, 'completion'));
      assert.equal(health.admitInPanic(first, 'completion'), undefined);
      admitted(health.admitInPanic(first, 'chat'));
      assert.equal(health.admitInPanic(first, 'completion'), undefined);
    });

    it('asks for no completion with a key that was refused or an account that is empty', () => {
      for (const kind of ['auth', 'quota'] as const) {
        const { health } = healthFixture();
        fail(health, first, kind);
        assert.equal(health.admitInPanic(first, 'completion'), undefined);
      }
    });

    it('does not wait longer after a failed attempt', () => {
      const { health, clock } = healthFixture();
      breakDown(health, first);
      const before = health.view(first).until;
      for (let round = 0; round < 3; round += 1) {
        admitted(health.admitInPanic(first, 'chat')).failed(failure('server', 'endpoint'));
        clock.advance(3_000);
      }
      assert.equal(health.view(first).until, before);
    });

    it('counts an answer: the circuit is half-open, the cooldown over', () => {
      const broken = healthFixture();
      breakDown(broken.health, first);
      admitted(broken.health.admitInPanic(first, 'chat')).succeeded();
      assert.equal(broken.health.view(first).halfOpen, true);
      const limited = healthFixture();
      fail(limited.health, first, 'rate-limited');
      admitted(limited.health.admitInPanic(first, 'chat')).succeeded();
      assert.equal(limited.health.view(first).state, 'healthy');
    });
  });

  describe('after a reset', () => {
    it('of the provider is as if it had never been asked, for everything it has and nothing else', () => {
      for (const kind of failureKinds) {
        const { health } = healthFixture();
        fail(health, first, kind);
        fail(health, second, 'auth');
        health.reset('first');
        assert.deepEqual(health.view(first), { state: 'healthy', halfOpen: false });
        assert.equal(health.view(second).state, 'down');
        health.reset();
        assert.equal(health.view(second).state, 'healthy');
      }
    });

    it('ignores attempts that began before it: the old key may still be refused', () => {
      const { health } = healthFixture();
      const permits = [1, 2, 3, 4].map(() => admitted(health.admit(first, 'chat')));
      health.reset('first');
      permits[0]!.failed(failure('auth', 'credential'));
      permits[1]!.failed(failure('server', 'endpoint'));
      permits[2]!.firstContent(10);
      permits[2]!.succeeded();
      permits[3]!.failed(failure('auth', 'credential'));
      assert.equal(health.view(first).state, 'healthy');
      fail(health, first, 'auth');
      assert.equal(health.view(first).state, 'down');
    });
  });
});
