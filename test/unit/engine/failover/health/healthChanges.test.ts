import assert from 'node:assert/strict';
import { createLatency } from '../../../../../src/engine/failover/health/latency';
import { failure, route } from '../fixtures';
import { handClock } from '../handClock';
import { admitted, fail, healthFixture, recordedLog, succeed } from './healthFixtures';

const minute = 60_000;
const hour = 60 * minute;

const first = route('first');
const sibling = route('first', { model: 'first-small' });
const second = route('second');
const local = route('ollama', { trust: 'local', endpoint: 'http://127.0.0.1:11434' });

describe('health as it changes', () => {
  describe('emits a change', () => {
    it('when a route goes down, when its wait is over and when it is well, and at no other time', () => {
      const fixture = healthFixture();
      const { health, clock, changes } = fixture;
      succeed(health, first);
      assert.deepEqual(changes, []);
      fail(health, first, 'server');
      assert.deepEqual(changes.splice(0), ['first/first-large']);
      health.view(first);
      health.admit(first, 'chat');
      assert.deepEqual(changes, []);
      clock.advance((health.view(first).until ?? 0) - clock.now());
      assert.deepEqual(changes.splice(0), ['first/first-large'], 'without anybody looking');
      succeed(health, first);
      assert.equal(health.view(first).state, 'healthy');
      assert.ok(changes.length > 0);
      changes.splice(0);
      clock.advance(24 * hour);
      assert.deepEqual(changes, []);
    });

    it('when the cause is another, though the end is the same', () => {
      const { health, changes } = healthFixture();
      const permits = [1, 2].map(() => admitted(health.admit(first, 'chat')));
      permits[0]!.failed(failure('model-missing'));
      permits[1]!.failed(failure('auth', 'credential'));
      assert.equal(changes.length, 2);
    });

    it('of a route with its present endpoint, when the settings changed it', () => {
      const { health, changes } = healthFixture();
      health.view(first);
      const moved = route('first', { endpoint: 'https://moved.example' });
      health.view(moved);
      fail(health, moved, 'server');
      assert.deepEqual(changes, [first.id]);
    });

    it('of every route that shares the fault', () => {
      const { health, changes } = healthFixture();
      health.view(sibling);
      health.view(second);
      fail(health, first, 'connect');
      assert.deepEqual(changes.sort(), ['first/first-large', 'first/first-small']);
    });

    it('with one timer at most, and none when there is nothing to wait for', () => {
      const { health, clock } = healthFixture();
      for (const which of [first, sibling, second, local]) succeed(health, which);
      assert.equal(clock.pending, 0);
      for (const which of [first, second, local]) fail(health, which, 'server');
      fail(health, route('third'), 'rate-limited');
      assert.equal(clock.pending, 1);
      health.dispose();
      assert.equal(clock.pending, 0);
    });

    it('to the other listeners when one throws, and logs it', () => {
      const log = recordedLog();
      const { health, changes } = healthFixture({ log });
      let emitted = 0;
      health.onDidChange(() => {
        throw new Error('not again');
      });
      health.onDidChange(() => (emitted += 1));
      fail(health, first, 'server');
      assert.equal(emitted, 1);
      assert.equal(changes.length, 1);
      assert.match(log.errors.join(), /failed: Error at /);
    });

    it('to a listener that resets at once, without going in circles', () => {
      const { health } = healthFixture();
      let emitted = 0;
      health.onDidChange(() => {
        emitted += 1;
        health.reset();
      });
      fail(health, first, 'server');
      assert.equal(health.view(first).state, 'healthy');
      assert.ok(emitted <= 2);
    });

    it('no more after disposal, and stays usable', () => {
      const { health, clock, changes } = healthFixture();
      const permit = admitted(health.admit(first, 'chat'));
      health.dispose();
      permit.failed(failure('server', 'endpoint'));
      health.view(first);
      health.admit(second, 'chat')?.succeeded();
      health.reset();
      clock.advance(hour);
      health.dispose();
      assert.deepEqual(changes, []);
      assert.equal(clock.pending, 0);
    });
  });

  describe('of a route that became slow', () => {
    it('is degraded, and good again after 45 seconds or when its answers are', () => {
      const clock = handClock();
      const latency = createLatency({ clock });
      const { health, changes } = healthFixture({ clock, latency });
      const answer = (ms: number): void => {
        const permit = admitted(health.admit(first, 'chat'));
        permit.firstContent(ms);
        permit.succeeded();
      };
      for (let times = 0; times < 20; times += 1) answer(500);
      for (let times = 0; times < 4; times += 1) answer(4_000);
      assert.equal(health.view(first).state, 'healthy');
      answer(4_000);
      const view = health.view(first);
      assert.deepEqual(view, { state: 'degraded', cause: 'slow', until: clock.now() + 45_000, halfOpen: false });
      assert.deepEqual(changes.splice(0), [first.id]);
      assert.equal(health.view(first, 'completion').state, 'healthy');
      clock.advance(45_000);
      assert.equal(health.view(first).state, 'healthy');
      assert.deepEqual(changes, [first.id]);
    });

    it('learns from a missed deadline that the route is slower', () => {
      const clock = handClock();
      const latency = createLatency({ clock });
      const { health } = healthFixture({ clock, latency });
      for (let times = 0; times < 10; times += 1) succeed(health, first);
      assert.equal(latency.p95(first, 'chat'), 100);
      const permit = admitted(health.admit(first, 'chat'));
      clock.advance(3_000);
      permit.failed(failure('first-token-timeout'));
      assert.equal(latency.p95(first, 'chat'), 3_000);
    });
  });
});
