import assert from 'node:assert/strict';
import { failure, route } from '../../fixtures';
import { handClock, start } from '../../handClock';
import { admitted, breakDown, fail, settled, sharedText, succeed, waitUntilAskable } from '../healthFixtures';
import { first, hour, minute, openWindow, second, viewOf, written } from './healthWindows';

describe('saved health', () => {
  it('survives a reload of the window: down stays down until the same time', async () => {
    const clock = handClock();
    const shared = sharedText();
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
    const shared = sharedText();
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

  it('is written for real changes only, once for all within a second', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { health } = await openWindow(clock, shared);
    for (let times = 0; times < 20; times += 1) succeed(health, first);
    await written(clock);
    assert.equal(shared.saves, 1, 'that it serves is saved once in ten minutes');
    breakDown(health, first);
    fail(health, second, 'quota');
    await written(clock);
    assert.equal(shared.saves, 2);
    clock.advance(hour);
    await written(clock);
    assert.equal(shared.saves, 2);
    fail(health, first, 'server');
    await written(clock);
    assert.equal(shared.saves, 3);
    clock.advance(minute);
    admitted(health.admit(first, 'chat')).released();
    await written(clock);
    assert.equal(shared.saves, 3, 'a probe without an end is nothing to save');
  });

  it('is written at once when the window closes', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { health } = await openWindow(clock, shared);
    fail(health, first, 'auth');
    health.dispose();
    await settled();
    assert.match(shared.text ?? '', /auth/);
    assert.equal(clock.pending, 0);
  });

  it('holds no circuit open for longer than an hour and no cooldown for longer than a day, whatever was saved', async () => {
    const clock = handClock();
    const forever = start + 1e12;
    const down = { failure: failure('server'), since: start, downSince: start, until: forever };
    const saved = [
      {
        key: JSON.stringify(['endpoint', first.endpoint]),
        cell: { kind: 'circuit', circuit: { state: 'open', level: 10, ...down } },
      },
      {
        key: JSON.stringify(['quota', 'credential', 'second']),
        cell: { kind: 'parking', parking: { state: 'parked', strikes: 1, needsUser: false, ...down } },
      },
    ].map((record) => ({ ...record, changedAt: start, providers: ['first'] }));
    const { health } = await openWindow(clock, sharedText(JSON.stringify({ version: 2, data: saved })));
    assert.equal(health.view(first).until, start + hour);
    assert.equal(health.view(second).until, start + 24 * hour);
  });

  it('stays readable after any outage and with any names', async () => {
    const clock = handClock();
    const shared = sharedText();
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

  it('is kept for no longer than it can matter', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { health } = await openWindow(clock, shared);
    fail(health, first, 'auth');
    await written(clock);
    clock.advance(25 * hour);
    fail(health, second, 'auth');
    await written(clock);
    assert.doesNotMatch(shared.text ?? '', /first/);
    assert.match(shared.text ?? '', /second/);
  });

  it('holds a failure in words of a bounded length, and nothing of the request', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { health } = await openWindow(clock, shared);
    const long = { message: 'm'.repeat(1e6), code: 'c'.repeat(1e6), requestId: 'r'.repeat(1e6) };
    admitted(health.admit(first, 'chat')).failed(failure('server', 'endpoint', long));
    await written(clock);
    assert.ok((shared.text ?? '').length < 5_000);
    assert.equal((await openWindow(clock, shared)).health.view(first).state, 'down');
  });

  it('holds no words of a host', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { health } = await openWindow(clock, shared);
    const said = { message: 'First is overloaded (503). It said: the prompt', code: 'the_code', requestId: 'the_id' };
    admitted(health.admit(first, 'chat')).failed(failure('server', 'endpoint', said));
    fail(health, second, 'auth');
    await written(clock);
    assert.match(shared.text ?? '', /First is overloaded \(503\)\./);
    assert.doesNotMatch(shared.text ?? '', /It said|the prompt|the_code|the_id/);
  });

  it('takes words of a host out of an older document, and keeps the rest', async () => {
    const clock = handClock();
    const shared = sharedText();
    const before = await openWindow(clock, shared);
    breakDown(before.health, first);
    fail(before.health, second, 'auth');
    await written(clock);
    const view = viewOf(before, first);
    before.health.dispose();
    const words = '$1 It said: the prompt","code":"the_code","requestId":"the_id"';
    const old = sharedText((shared.text ?? '').replace(/("message":"[^"]*)"/g, words));
    assert.match(old.text ?? '', /the prompt.*the_code.*the_id/);
    const after = await openWindow(clock, old);
    assert.deepEqual(viewOf(after, first), view);
    await written(clock);
    assert.doesNotMatch(old.text ?? '', /It said|the prompt|the_code|the_id/);
    assert.deepEqual(viewOf(await openWindow(clock, old), first), view);
  });
});
