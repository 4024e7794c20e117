import assert from 'node:assert/strict';
import { createNetwork } from '../../../../../src/engine/failover/health/network';
import { createRetryBudget } from '../../../../../src/engine/failover/policies/retryBudget';
import type { FailureKind } from '../../../../../src/engine/model/failure/failure';
import { failure, route } from '../fixtures';
import { handClock } from '../handClock';
import { admitted, breakDown, fail, healthFixture, settled, succeed, waitUntilAskable } from './healthFixtures';
import { SharedRecords } from '../../storage/records/sharedRecords';

const minute = 60_000;
const hour = 60 * minute;

const primary = route('primary');
const fallback = route('fallback');

/** Faults that other routers and circuit breakers had. */
describe('health does not repeat that', () => {
  it('an overloaded provider was moved away from only after more tries than there were', () => {
    const { health } = healthFixture();
    fail(health, primary, 'overloaded');
    assert.equal(health.admit(primary, 'chat'), undefined);
    assert.ok(health.admit(fallback, 'chat'));
  });

  it('a fallback that failed once was suppressed for the session', () => {
    const fixture = healthFixture();
    fail(fixture.health, fallback, 'overloaded');
    fixture.clock.advance(10_000);
    assert.ok(fixture.health.admit(fallback, 'chat'));
  });

  it('retries began anew with each fallback, 75 messages in 14 s', () => {
    const clock = handClock();
    const budget = createRetryBudget({ clock });
    const { health } = healthFixture({ clock });
    let sent = 0;
    for (let ms = 0; ms < 14_000; ms += 100) {
      budget.onRequest();
      for (const which of [primary, fallback]) {
        const permit = health.admit(which, 'chat');
        if (!permit) continue;
        sent += 1;
        permit.failed(failure('server', 'endpoint'));
        budget.onFailure(which.providerId);
        if (!budget.mayRetry(which.providerId)) continue;
        budget.onExtraAttempt(which.providerId);
        const again = health.admit(which, 'chat');
        if (again) sent += 1;
      }
      clock.advance(100);
    }
    assert.ok(sent <= 4, `${sent} requests were sent`);
  });

  it('a probe that never ended kept the breaker stuck for days', () => {
    const fixture = healthFixture();
    breakDown(fixture.health, primary);
    waitUntilAskable(fixture, primary);
    admitted(fixture.health.admit(primary, 'chat'));
    assert.equal(fixture.health.admit(primary, 'chat'), undefined);
    fixture.clock.advance(25_000);
    succeed(fixture.health, primary);
    succeed(fixture.health, primary);
    assert.equal(fixture.health.view(primary).state, 'healthy');
  });

  it('a probe that ended in an error that does not count kept the breaker stuck', () => {
    for (const kind of ['bad-request', 'policy', 'context-exceeded', 'unknown', 'cancelled'] as FailureKind[]) {
      const fixture = healthFixture();
      breakDown(fixture.health, primary);
      waitUntilAskable(fixture, primary);
      fail(fixture.health, primary, kind);
      assert.equal(fixture.health.view(primary).state, 'down', kind);
      assert.ok(fixture.health.admit(primary, 'chat'), kind);
    }
  });

  it('a late verdict of a lapsed probe gave back the lease of another', () => {
    const fixture = healthFixture();
    breakDown(fixture.health, primary);
    waitUntilAskable(fixture, primary);
    const lapsed = admitted(fixture.health.admit(primary, 'chat'));
    fixture.clock.advance(25_000);
    admitted(fixture.health.admit(primary, 'chat'));
    lapsed.released();
    assert.equal(fixture.health.admit(primary, 'chat'), undefined);
  });

  it('what the user cancelled opened the circuit', () => {
    const { health, clock } = healthFixture();
    for (let times = 0; times < 100; times += 1) {
      admitted(health.admit(primary, 'completion')).released();
      admitted(health.admit(primary, 'completion')).failed(failure('cancelled', 'endpoint'));
      clock.advance(100);
    }
    assert.deepEqual(health.view(primary, 'completion'), { state: 'healthy', halfOpen: false });
  });

  it('a client-side time-out banned a provider for the life of the process', () => {
    const { health, clock } = healthFixture();
    for (let round = 0; round < 50; round += 1) {
      health.admit(primary, 'chat')?.failed(failure('first-token-timeout'));
      clock.advance(10 * minute);
      assert.ok(health.admit(primary, 'chat'), `round ${round}`);
    }
    breakDown(health, fallback);
    health.reset('fallback');
    assert.equal(health.view(fallback).state, 'healthy');
  });

  it('a fallback stayed for good, even after restarts', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const before = healthFixture({ clock, records: shared.window() });
    await settled();
    breakDown(before.health, primary);
    before.health.dispose();
    await settled();
    const after = healthFixture({ clock, records: shared.window() });
    await settled();
    assert.equal(after.health.view(primary).state, 'down');
    waitUntilAskable(after, primary);
    assert.ok(after.health.admit(primary, 'chat'));
  });

  it('the gate for probes was always open', () => {
    const fixture = healthFixture();
    breakDown(fixture.health, primary);
    for (let ms = 0; ms < 9_500; ms += 500) {
      assert.equal(fixture.health.admit(primary, 'chat'), undefined);
      fixture.clock.advance(500);
    }
    waitUntilAskable(fixture, primary);
    const allowed = Array.from({ length: 20 }, () => fixture.health.admit(primary, 'chat')).filter(Boolean);
    assert.equal(allowed.length, 1);
  });

  it('a laptop without a network wore out every provider', () => {
    const clock = handClock();
    const network = createNetwork({ clock });
    const { health } = healthFixture({ clock, network });
    network.setCloudEndpoints([primary.endpoint, fallback.endpoint]);
    for (let round = 0; round < 20; round += 1) {
      for (const which of [primary, fallback]) {
        const failed = failure('connect', 'endpoint', { code: 'EAI_AGAIN' });
        health.admit(which, 'chat')?.failed(failed);
        network.onFailure(which, failed);
      }
      clock.advance(1_000);
    }
    assert.equal(network.offline, true);
    network.onSuccess(primary);
    assert.equal(health.view(primary).state, 'healthy');
    assert.equal(health.view(fallback).state, 'healthy');
  });

  it('an empty account was asked again like a busy one', () => {
    const { health, clock } = healthFixture();
    fail(health, primary, 'quota');
    clock.advance(59 * minute);
    assert.equal(health.admit(primary, 'chat'), undefined);
    assert.equal(health.admitInPanic(primary, 'completion'), undefined);
  });

  it('a busy account was left alone like an empty one', () => {
    const { health, clock } = healthFixture();
    fail(health, primary, 'rate-limited', { retryAfterMs: 1_500 });
    clock.advance(1_500);
    assert.ok(health.admit(primary, 'chat'));
  });

  it('a long Retry-After put the request to sleep for half an hour', () => {
    const { health, clock } = healthFixture();
    fail(health, primary, 'overloaded', { retryAfterMs: 1_800_000 });
    assert.equal(health.admit(primary, 'chat'), undefined, 'refused at once, nothing sleeps');
    assert.equal(health.view(primary).until, clock.now() + 1_800_000);
    fail(health, fallback, 'overloaded', { retryAfterMs: 40 * hour });
    assert.equal(health.view(fallback).until, clock.now() + hour);
  });

  it('a cancelled probe closed the circuit while the provider was down', () => {
    const fixture = healthFixture();
    breakDown(fixture.health, primary);
    waitUntilAskable(fixture, primary);
    for (let times = 0; times < 10; times += 1) {
      const probe = admitted(fixture.health.admit(primary, 'chat'));
      if (times % 2 === 0) probe.released();
      else probe.failed(failure('cancelled', 'request'));
      assert.equal(fixture.health.view(primary).state, 'down');
      assert.equal(fixture.health.view(primary).halfOpen, true);
    }
  });

  it('a hundred failures in half a minute did not open the circuit', () => {
    const { health, clock } = healthFixture();
    const permits = Array.from({ length: 100 }, () => admitted(health.admit(primary, 'chat')));
    for (const permit of permits) {
      permit.failed(failure('server', 'endpoint'));
      clock.advance(1);
    }
    assert.equal(health.view(primary).state, 'down');
    assert.ok((health.view(primary).until ?? 0) - clock.now() <= 25_000, 'and they count as one illness');
  });

  it('a single failure opened the circuit for half a minute', () => {
    const fixture = healthFixture({ random: () => 1 - Number.EPSILON });
    fail(fixture.health, primary, 'server');
    fixture.clock.advance(10_000);
    succeed(fixture.health, primary);
    assert.equal(fixture.health.view(primary).state, 'healthy');
  });
});
