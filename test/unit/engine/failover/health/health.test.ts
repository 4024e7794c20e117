import assert from 'node:assert/strict';
import type { Lane } from '../../../../../src/engine/failover/api/routeHealth';
import { createNetwork } from '../../../../../src/engine/failover/health/network';
import { type FailureKind, failureKinds } from '../../../../../src/engine/model/failure/failure';
import { failure, route } from '../fixtures';
import { handClock } from '../handClock';
import { admitted, breakDown, fail, healthFixture, succeed, waitUntilAskable } from './healthFixtures';

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
      ['proxy', 'nothing'],
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
