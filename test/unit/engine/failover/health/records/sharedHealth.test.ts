import assert from 'node:assert/strict';
import type { Health } from '../../../../../../src/engine/failover/health/health';
import { route } from '../../fixtures';
import { handClock, start } from '../../handClock';
import { SharedRecords } from '../../../storage/records/sharedRecords';
import { admitted, breakDown, fail, succeed, waitUntilAskable } from '../healthFixtures';
import { first, hour, openWindow, viewOf, written } from './healthWindows';

describe('saved health of several windows', () => {
  it('reaches other windows, their surfaces too', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = await openWindow(clock, shared);
    const other = await openWindow(clock, shared);
    other.health.view(first);
    breakDown(one.health, first);
    await written(clock);
    assert.deepEqual(viewOf(other, first), viewOf(one, first));
    assert.deepEqual(other.changes, [first.id]);
  });

  it('is reset in all windows when it is reset in one', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = await openWindow(clock, shared);
    const other = await openWindow(clock, shared);
    const late = admitted(one.health.admit(first, 'chat'));
    fail(one.health, first, 'auth');
    late.succeeded();
    await written(clock);
    assert.equal(other.health.view(first).state, 'down');
    other.health.admit(first, 'chat')?.succeeded();
    one.health.reset('first');
    await written(clock);
    assert.equal(other.health.view(first).state, 'healthy');
    fail(one.health, first, 'auth');
    await written(clock);
    other.health.reset('first');
    await written(clock);
    assert.equal(one.health.view(first).state, 'healthy');
    assert.equal((await openWindow(clock, shared)).health.view(first).state, 'healthy');
  });

  it('of several windows that learn at the same time is put together', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const windows = await Promise.all([1, 2, 3].map(() => openWindow(clock, shared)));
    const routes = windows.map((_, index) => route(`provider-${index}`));
    windows.forEach(({ health }, index) => fail(health, routes[index]!, 'quota'));
    await written(clock);
    await written(clock);
    for (const { health } of windows) {
      assert.deepEqual(
        routes.map((each) => health.view(each).state),
        ['down', 'down', 'down'],
      );
    }
    const { writes } = shared;
    for (let round = 0; round < 5; round += 1) await written(clock);
    assert.equal(shared.writes, writes, 'and then there is peace');
  });

  it('agrees in all windows when two change the same thing in the same millisecond', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const windows = await Promise.all([1, 2].map(() => openWindow(clock, shared)));
    fail(windows[0]!.health, first, 'server', { retryAfterMs: 100_000 });
    fail(windows[1]!.health, first, 'connect', { retryAfterMs: 200_000 });
    await written(clock);
    await written(clock);
    assert.deepEqual(viewOf(windows[0]!, first), viewOf(windows[1]!, first));
  });

  it('does not believe records from the future', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = await openWindow(clock, shared);
    fail(one.health, first, 'auth');
    await written(clock);
    clock.setTo(start - 7 * 24 * hour);
    const { health } = await openWindow(clock, shared);
    assert.equal(health.view(first).state, 'healthy');
    assert.equal(one.health.view(first).state, 'healthy');
    for (const window of [health, one.health]) {
      fail(window, first, 'auth');
      await written(clock);
      for (const each of [health, one.health]) assert.equal(each.view(first).state, 'down');
      assert.equal((await openWindow(clock, shared)).health.view(first).state, 'down');
      window.reset();
      await written(clock);
      for (const each of [health, one.health]) assert.equal(each.view(first).state, 'healthy');
    }
  });

  it('of an endpoint belongs to the providers of all windows', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = await openWindow(clock, shared);
    const other = await openWindow(clock, shared);
    const sameHost = route('other-account', { endpoint: first.endpoint });
    fail(one.health, first, 'server');
    waitUntilAskable(one, first);
    await written(clock);
    fail(other.health, sameHost, 'server');
    await written(clock);
    assert.equal(one.health.view(first).state, 'down');
    one.health.reset('first');
    assert.equal(one.health.view(first).state, 'healthy');
  });

  it('does not let what is heard late undo what was learned later', async () => {
    const clock = handClock();
    const shared = new SharedRecords(true);
    const [one, other] = [await openWindow(clock, shared), await openWindow(clock, shared)];
    breakDown(one.health, first);
    clock.advance(5_000);
    breakDown(other.health, first);
    const view = viewOf(other, first);
    assert.notDeepEqual(viewOf(one, first), view);
    shared.exchange(1);
    shared.exchange(0);
    shared.exchange();
    for (const window of [one, other]) assert.deepEqual(viewOf(window, first), view);
  });

  it('does not let a window that saw less undo what another learned later', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = await openWindow(clock, shared);
    const other = await openWindow(clock, shared);
    breakDown(one.health, first);
    await written(clock);
    waitUntilAskable(other, first);
    const recover = (health: Health): void => succeed(health, first);
    recover(other.health);
    recover(other.health);
    await written(clock);
    assert.equal(one.health.view(first).state, 'healthy');
  });
});
