import assert from 'node:assert/strict';
import { failure, route } from '../../fixtures';
import { handClock } from '../../handClock';
import { SharedRecords } from '../../../storage/records/sharedRecords';
import { admitted, breakDown, fail, succeed, waitUntilAskable } from '../healthFixtures';
import { first, hour, minute, openWindow, second, viewOf, written } from './healthWindows';

describe('saved health', () => {
  it('survives a reload of the window: down stays down until the same time', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const before = await openWindow(clock, shared);
    breakDown(before.health, first);
    fail(before.health, second, 'auth');
    await written(clock);
    const views = [viewOf(before, first), viewOf(before, second)];
    before.health.dispose();
    const after = await openWindow(clock, shared);
    assert.deepEqual([viewOf(after, first), viewOf(after, second)], views);
    assert.equal(after.health.admit(first, 'chat'), undefined);
  });

  it('goes on counting where it was: for how long it was down, that two good ends are needed', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const before = await openWindow(clock, shared);
    breakDown(before.health, first);
    await written(clock);
    const after = await openWindow(clock, shared);
    waitUntilAskable(after, first);
    clock.advance(90_000);
    fail(after.health, first, 'server');
    assert.equal(after.health.view(first).until, clock.now() + 17_500);
    waitUntilAskable(after, first);
    succeed(after.health, first);
    assert.equal(after.health.view(first).state, 'down');
    await written(clock);
    const third = await openWindow(clock, shared);
    succeed(third.health, first);
    assert.equal(third.health.view(first).state, 'healthy');
  });

  it('is written for real changes only', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const { health } = await openWindow(clock, shared);
    const before: number[] = [];
    const grows = async (): Promise<boolean> => {
      await written(clock);
      before.push(shared.writes);
      return shared.writes > (before.at(-2) ?? 0);
    };
    for (let times = 0; times < 20; times += 1) succeed(health, first);
    await grows();
    assert.deepEqual(before, [2], 'that it serves is written once in ten minutes, of the account and of the route');
    breakDown(health, first);
    fail(health, second, 'quota');
    assert.equal(await grows(), true);
    clock.advance(hour);
    assert.equal(await grows(), false);
    fail(health, first, 'server');
    assert.equal(await grows(), true);
    clock.advance(minute);
    admitted(health.admit(first, 'chat')).released();
    assert.equal(await grows(), false, 'a probe without an end is nothing to write');
  });

  it('stays readable after any outage and with any names', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = await openWindow(clock, shared);
    const odd = route('p'.repeat(3_000), { model: `${'m'.repeat(3_000)}"\\n\u0000` });
    for (let round = 0; round < 150; round += 1) {
      fail(one.health, odd, round % 2 === 0 ? 'rate-limited' : 'server');
      waitUntilAskable(one, odd);
    }
    fail(one.health, odd, 'rate-limited');
    await written(clock);
    const after = await openWindow(clock, shared);
    assert.deepEqual(viewOf(after, odd), viewOf(one, odd));
    assert.equal(after.health.view(odd).state, 'down');
  });

  it('holds a failure in words of a bounded length, and nothing of the request', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const { health } = await openWindow(clock, shared);
    const long = { message: 'm'.repeat(1e6), code: 'c'.repeat(1e6), requestId: 'r'.repeat(1e6) };
    admitted(health.admit(first, 'chat')).failed(failure('server', 'endpoint', long));
    await written(clock);
    assert.ok(shared.textOf('provider health').length < 5_000);
    assert.equal((await openWindow(clock, shared)).health.view(first).state, 'down');
  });

  it('holds no words of a host', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const { health } = await openWindow(clock, shared);
    const said = { message: 'First is overloaded (503). It said: the prompt', code: 'the_code', requestId: 'the_id' };
    admitted(health.admit(first, 'chat')).failed(failure('server', 'endpoint', said));
    fail(health, second, 'auth');
    await written(clock);
    assert.match(shared.textOf('provider health'), /First is overloaded \(503\)\./);
    assert.doesNotMatch(shared.textOf('provider health'), /It said|the prompt|the_code|the_id/);
  });
});
