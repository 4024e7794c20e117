import assert from 'node:assert/strict';
import { sleep, timedOut, withTimeout } from '../../../../../src/engine/model/async/clock';
import { virtualClock } from '../../failover/fixtures';

describe('sleep', () => {
  it('ends after its time', async () => {
    const clock = virtualClock();
    let ended = false;
    void sleep(clock, 1_000, new AbortController().signal).then(() => (ended = true));
    await clock.advance(999);
    assert.equal(ended, false);
    await clock.advance(1);
    assert.equal(ended, true);
  });

  it('ends at once when the signal aborts, before or during it, and leaves no timer', async () => {
    const clock = virtualClock();
    await sleep(clock, 1_000, AbortSignal.abort());
    const controller = new AbortController();
    const sleeping = sleep(clock, 1_000, controller.signal);
    controller.abort();
    await sleeping;
    assert.equal(clock.timers(), 0);
  });
});

describe('withTimeout', () => {
  it('gives what the promise gives in time, and leaves no timer', async () => {
    const clock = virtualClock();
    assert.equal(await withTimeout(Promise.resolve(7), 1_000, clock), 7);
    await clock.advance(0);
    assert.equal(clock.timers(), 0);
  });

  it('gives up after its time', async () => {
    const clock = virtualClock();
    const waiting = withTimeout(new Promise<number>(() => undefined), 1_000, clock);
    let result: unknown;
    void waiting.then((each) => (result = each));
    await clock.advance(999);
    assert.equal(result, undefined);
    await clock.advance(1);
    assert.equal(result, timedOut);
  });

  it('gives up when the signal aborts', async () => {
    const clock = virtualClock();
    const controller = new AbortController();
    const waiting = withTimeout(new Promise<number>(() => undefined), 1_000, clock, controller.signal);
    controller.abort();
    assert.equal(await waiting, timedOut);
    assert.equal(clock.timers(), 0);
  });

  it('rejects as the promise does, and leaves no timer', async () => {
    const clock = virtualClock();
    await assert.rejects(withTimeout(Promise.reject(new Error('no')), 1_000, clock), /no/);
    await clock.advance(0);
    assert.equal(clock.timers(), 0);
  });
});
