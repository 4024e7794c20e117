import assert from 'node:assert/strict';
import type { Lane } from '../../../../../src/engine/failover/api/routeHealth';
import { createLatency } from '../../../../../src/engine/failover/health/latency';
import { createNetwork } from '../../../../../src/engine/failover/health/network';
import { type FailureKind, failureKinds } from '../../../../../src/engine/model/failure';
import { silentLog } from '../../../../../src/engine/model/log';
import { failure, route } from '../fixtures';
import { handClock } from '../handClock';
import { admitted, breakDown, fail, healthFixture, recordedLog, succeed, waitUntilAskable } from './healthFixtures';

const minute = 60_000;
const hour = 60 * minute;

const first = route('first');
const sibling = route('first', { model: 'first-small' });
const second = route('second');
const local = route('ollama', { trust: 'local', endpoint: 'http://127.0.0.1:11434' });

describe('health', () => {
  it('is good for a route that was never asked', () => {
    const { health } = healthFixture();
    assert.deepEqual(health.view(first), { state: 'healthy', halfOpen: false });
  });

  it('keeps a route that just failed from being asked, until at most ten seconds later', () => {
    const fixture = healthFixture();
    const { health, clock } = fixture;
    fail(health, first, 'overloaded');
    const view = health.view(first);
    assert.equal(view.state, 'down');
    assert.equal(view.cause, 'circuit');
    assert.equal(view.failure?.kind, 'overloaded');
    assert.ok((view.until ?? Infinity) <= clock.now() + 10_000);
    assert.equal(health.admit(first, 'chat'), undefined);
    waitUntilAskable(fixture, first);
    assert.equal(health.view(first).halfOpen, true);
    succeed(health, first);
    assert.equal(health.view(first).state, 'healthy');
  });

  it('is of one provider: others are asked as before', () => {
    const { health } = healthFixture();
    breakDown(health, first);
    succeed(health, second);
    assert.equal(health.view(second).state, 'healthy');
  });

  describe('holds a failure against', () => {
    const cases: readonly (readonly [FailureKind, 'nothing' | 'model' | 'endpoint' | 'route' | 'credential'])[] = [
      ['cancelled', 'nothing'],
      ['offline', 'nothing'],
      ['connect', 'endpoint'],
      ['overloaded', 'model'],
      ['server', 'endpoint'],
      ['rate-limited', 'route'],
      ['quota', 'credential'],
      ['auth', 'credential'],
      ['model-missing', 'route'],
      ['wrong-address', 'credential'],
      ['first-token-timeout', 'model'],
      ['stalled', 'model'],
      ['stream-cut', 'model'],
      ['in-stream', 'model'],
      ['empty', 'model'],
      ['not-continued', 'nothing'],
      ['not-protocol', 'endpoint'],
      ['context-exceeded', 'nothing'],
      ['policy', 'nothing'],
      ['bad-request', 'nothing'],
      ['not-allowed', 'nothing'],
      ['unknown', 'nothing'],
    ];
    const ownKey = route('other-account', { endpoint: first.endpoint, model: first.model });

    it('some scope for every kind there is', () => {
      assert.deepEqual(
        cases.map(([kind]) => kind),
        [...failureKinds],
      );
    });

    for (const [kind, scope] of cases) {
      it(`${scope}: ${kind}`, () => {
        const { health } = healthFixture();
        fail(health, first, kind);
        const isDown = (which: typeof first): boolean => health.view(which).state === 'down';
        assert.equal(isDown(first), scope !== 'nothing', 'the route itself');
        assert.equal(isDown(sibling), scope === 'endpoint' || scope === 'credential', 'another model of the account');
        assert.equal(isDown(ownKey), scope === 'endpoint' || scope === 'model', 'another account for the same model');
      });
    }
  });

  it('counts a completion without text and end as half a failure', () => {
    const { health } = healthFixture();
    fail(health, first, 'empty', { task: 'completion' });
    assert.equal(health.view(first).state, 'healthy');
    fail(health, first, 'empty', { task: 'completion' });
    assert.equal(health.view(first).state, 'down');
  });

  it('believes a provider that only one model is affected', () => {
    for (const kind of ['server', 'quota', 'auth'] as const) {
      const { health } = healthFixture();
      fail(health, first, kind, { scope: 'model' });
      assert.equal(health.view(first).state, 'down', kind);
      assert.equal(health.view(sibling).state, 'healthy', kind);
    }
  });

  it('blames the endpoint when a second of its models is overloaded', () => {
    const third = route('first', { model: 'first-medium' });
    const { health } = healthFixture();
    health.view(third);
    fail(health, first, 'overloaded');
    assert.equal(health.view(third).state, 'healthy');
    fail(health, sibling, 'overloaded');
    assert.equal(health.view(third).state, 'down');
  });

  it('does not blame the endpoint for two models that were overloaded hours apart', () => {
    const third = route('first', { model: 'first-medium' });
    const { health, clock } = healthFixture();
    fail(health, first, 'overloaded');
    clock.advance(3 * hour);
    fail(health, sibling, 'overloaded');
    assert.equal(health.view(third).state, 'healthy');
  });

  it('keeps silence that is too long for a completion apart from chat', () => {
    const { health } = healthFixture();
    for (let times = 0; times < 2; times += 1) {
      const permits = [1, 2, 3].map(() => health.admit(first, 'completion'));
      for (const permit of permits) permit?.failed(failure('first-token-timeout'));
    }
    assert.equal(health.view(first, 'completion').state, 'down');
    assert.equal(health.admit(first, 'completion'), undefined);
    succeed(health, first, 'chat');
  });

  it('counts silence that is too long for a chat for completions, too', () => {
    const { health } = healthFixture();
    fail(health, first, 'first-token-timeout');
    assert.equal(health.admit(first, 'completion'), undefined);
  });

  it('needs two good ends after one refused connection to this machine, and never waits long there', () => {
    const fixture = healthFixture();
    const { health, clock } = fixture;
    for (let round = 0; round < 8; round += 1) {
      fail(health, local, 'connect');
      assert.ok((health.view(local).until ?? Infinity) - clock.now() <= 30_000);
      waitUntilAskable(fixture, local);
    }
    succeed(health, local);
    assert.equal(health.view(local).state, 'down');
    succeed(health, local);
    assert.equal(health.view(local).state, 'healthy');
  });

  it('needs one good end after one failure of another kind on this machine', () => {
    const fixture = healthFixture();
    fail(fixture.health, local, 'server');
    waitUntilAskable(fixture, local);
    succeed(fixture.health, local);
    assert.equal(fixture.health.view(local).state, 'healthy');
  });

  describe('of a route whose wait is over', () => {
    for (const task of ['chat', 'completion'] as const satisfies Lane[]) {
      it(`lets one ${task} try, and refuses the others at once`, () => {
        const fixture = healthFixture();
        breakDown(fixture.health, first);
        waitUntilAskable(fixture, first);
        admitted(fixture.health.admit(first, task));
        assert.equal(fixture.health.admit(first, 'chat'), undefined);
        assert.equal(fixture.health.admit(first, 'completion'), undefined);
        assert.equal(fixture.health.view(first).halfOpen, false);
      });
    }

    it('gives a probe its deadline and five seconds, after which another may try', () => {
      for (const [task, deadline, lease] of [
        ['completion', undefined, 7_500],
        ['chat', undefined, 25_000],
        ['chat', 180_000, 185_000],
      ] as const) {
        const fixture = healthFixture();
        const { health, clock } = fixture;
        breakDown(health, first);
        waitUntilAskable(fixture, first);
        admitted(health.admit(first, task, deadline));
        assert.equal(health.view(first).until, clock.now() + lease);
        clock.advance(lease - 1);
        assert.equal(health.admit(first, 'chat'), undefined);
        clock.advance(1);
        admitted(health.admit(first, 'chat'));
      }
    });

    it('is tried by one request at a time, whatever its task, until the second good end', () => {
      const fixture = healthFixture();
      const { health } = fixture;
      breakDown(health, first);
      waitUntilAskable(fixture, first);
      succeed(health, first);
      const probe = admitted(health.admit(first, 'completion'));
      assert.equal(health.admit(first, 'completion'), undefined);
      assert.equal(health.admit(first, 'chat'), undefined);
      probe.succeeded();
      assert.equal(health.view(first).state, 'healthy');
    });
  });

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

  it('counts one end of an attempt and ignores later reports', () => {
    const { health } = healthFixture();
    const permit = admitted(health.admit(first, 'chat'));
    permit.succeeded();
    for (let times = 0; times < 5; times += 1) {
      permit.failed(failure('server', 'endpoint'));
      permit.failed(failure('auth', 'credential'));
      permit.firstContent(1);
      permit.released();
    }
    assert.equal(health.view(first).state, 'healthy');
  });

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
      let heard = 0;
      health.onDidChange(() => {
        throw new Error('not again');
      });
      health.onDidChange(() => (heard += 1));
      fail(health, first, 'server');
      assert.equal(heard, 1);
      assert.equal(changes.length, 1);
      assert.match(log.errors.join(), /failed: Error at /);
    });

    it('to a listener that resets at once, without going in circles', () => {
      const { health } = healthFixture();
      let heard = 0;
      health.onDidChange(() => {
        heard += 1;
        health.reset();
      });
      fail(health, first, 'server');
      assert.equal(health.view(first).state, 'healthy');
      assert.ok(heard <= 2);
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
      const latency = createLatency({ clock, log: silentLog });
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
      const latency = createLatency({ clock, log: silentLog });
      const { health } = healthFixture({ clock, latency });
      for (let times = 0; times < 10; times += 1) succeed(health, first);
      assert.equal(latency.p95(first, 'chat'), 100);
      const permit = admitted(health.admit(first, 'chat'));
      clock.advance(3_000);
      permit.failed(failure('first-token-timeout'));
      assert.equal(latency.p95(first, 'chat'), 3_000);
    });
  });

  it('does not blame providers when the machine lost its network', () => {
    const clock = handClock();
    const network = createNetwork({ clock });
    const { health } = healthFixture({ clock, network });
    for (const which of [first, second]) {
      fail(health, which, 'connect');
      network.onFailure(which, failure('connect', 'endpoint', { code: 'ENOTFOUND' }));
    }
    assert.equal(network.offline, true);
    assert.equal(health.view(first).state, 'healthy');
    fail(health, first, 'connect');
    assert.equal(health.view(first).state, 'healthy');
    fail(health, local, 'connect');
    assert.equal(health.view(local).state, 'down', 'this machine can be reached without a network');
  });

  it('blames a provider that could not be reached long before', () => {
    const clock = handClock();
    const network = createNetwork({ clock });
    const { health } = healthFixture({ clock, network });
    for (const [wait, state] of [
      [61_000, 'down'],
      [59_000, 'healthy'],
    ] as const) {
      health.reset();
      network.onSuccess(first);
      breakDown(health, first, 'connect');
      clock.advance(wait);
      network.onFailure(second, failure('offline', 'network'));
      assert.equal(health.view(first).state, state);
    }
  });

  it('blames a provider that failed before the network was lost', () => {
    const clock = handClock();
    const network = createNetwork({ clock });
    const { health } = healthFixture({ clock, network });
    breakDown(health, first, 'server');
    network.onFailure(first, failure('offline', 'network'));
    assert.equal(health.view(first).state, 'down');
  });
});
