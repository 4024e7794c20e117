import assert from 'node:assert/strict';
import type { Health } from '../../../../../../src/engine/failover/health/health';
import { silentLog } from '../../../../../../src/engine/model/log';
import type { Route } from '../../../../../../src/engine/model/route';
import { failure, route } from '../../fixtures';
import { type HandClock, handClock, start } from '../../handClock';
import {
  admitted,
  breakDown,
  fail,
  type HealthFixture,
  healthFixture,
  recordedLog,
  settled,
  type SharedText,
  sharedText,
  succeed,
  waitUntilAskable,
} from '../healthFixtures';

const minute = 60_000;
const hour = 60 * minute;

const first = route('first');
const second = route('second');

async function openWindow(clock: HandClock, shared: SharedText): Promise<HealthFixture> {
  const fixture = healthFixture({ clock, store: shared.window() });
  await settled();
  return fixture;
}

/** As JSON has it: a field that is absent and one that is undefined are the same. */
function viewOf({ health }: HealthFixture, which: Route): unknown {
  return JSON.parse(JSON.stringify(health.view(which)));
}

/** Lets the debounced write happen and reach the other windows. */
async function written(clock: HandClock): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    clock.advance(1_000);
    await settled();
  }
}

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

  it('reaches other windows, their surfaces too', async () => {
    const clock = handClock();
    const shared = sharedText();
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
    const shared = sharedText();
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
    const shared = sharedText();
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
    const { saves } = shared;
    for (let round = 0; round < 5; round += 1) await written(clock);
    assert.equal(shared.saves, saves, 'and then there is peace');
  });

  it('agrees in all windows when two change the same thing in the same millisecond', async () => {
    const clock = handClock();
    const shared = sharedText();
    const windows = await Promise.all([1, 2].map(() => openWindow(clock, shared)));
    fail(windows[0]!.health, first, 'server', { retryAfterMs: 100_000 });
    fail(windows[1]!.health, first, 'connect', { retryAfterMs: 200_000 });
    await written(clock);
    await written(clock);
    assert.deepEqual(viewOf(windows[0]!, first), viewOf(windows[1]!, first));
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

  it('does not believe records from the future', async () => {
    const clock = handClock();
    const shared = sharedText();
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

  it('of an endpoint belongs to the providers of all windows', async () => {
    const clock = handClock();
    const shared = sharedText();
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

  describe('and cannot be understood', () => {
    const damaged: Readonly<Record<string, string>> = {
      'is no JSON': '{"version":1,"data":[',
      'is empty': '',
      'is null': 'null',
      'has no version': '{"data":[]}',
      'has a version of another kind': '{"version":"1","data":[]}',
      'is of an older version': '{"version":0,"data":[]}',
      'has other data': '{"version":1,"data":{"cells":7}}',
      'has a broken record': '{"version":1,"data":[{"key":"x","changedAt":-1,"providers":[],"cell":{}}]}',
      'is enormous': `{"version":1,"data":"${'x'.repeat(1_100_000)}"}`,
    };
    for (const [name, text] of Object.entries(damaged)) {
      it(`starts empty with one line in the log: ${name}`, async () => {
        const clock = handClock();
        const shared = sharedText(text);
        const log = recordedLog();
        const fixture = healthFixture({ clock, store: shared.window(), log });
        await written(clock);
        assert.deepEqual(fixture.health.view(first), { state: 'healthy', halfOpen: false });
        breakDown(fixture.health, first);
        await written(clock);
        assert.equal(log.warnings.length, 1);
        assert.equal((await openWindow(clock, shared)).health.view(first).state, 'down');
      });
    }

    it('is left alone when a newer version wrote it', async () => {
      const clock = handClock();
      const shared = sharedText('{"version":3,"data":"of tomorrow"}');
      const log = recordedLog();
      const { health } = healthFixture({ clock, store: shared.window(), log });
      breakDown(health, first);
      await written(clock);
      health.reset();
      await written(clock);
      assert.equal(shared.text, '{"version":3,"data":"of tomorrow"}');
      assert.equal(log.warnings.length, 1);
    });
  });

  it('is kept in memory, with one line in the log for each, when the store fails', async () => {
    const clock = handClock();
    const log = recordedLog();
    const broken = {
      load: () => Promise.reject(new Error('disk gone')),
      save: () => Promise.reject(new Error('disk full')),
      onDidChange: sharedText().window().onDidChange,
    };
    const { health } = healthFixture({ clock, store: broken, log });
    for (let round = 0; round < 4; round += 1) {
      fail(health, route(`provider-${round}`), 'auth');
      await written(clock);
    }
    assert.equal(health.view(route('provider-0')).state, 'down');
    assert.equal(log.warnings.length, 2);
  });

  it('waits for no store that never answers', () => {
    const hanging = {
      load: () => new Promise<undefined>(() => undefined),
      save: () => new Promise<void>(() => undefined),
      onDidChange: sharedText().window().onDidChange,
    };
    const { health } = healthFixture({ clock: handClock(), store: hanging, log: silentLog });
    succeed(health, first);
    breakDown(health, first);
    assert.equal(health.view(first).state, 'down');
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

  it('does not let a window that saw less undo what another learned later', async () => {
    const clock = handClock();
    const shared = sharedText();
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
