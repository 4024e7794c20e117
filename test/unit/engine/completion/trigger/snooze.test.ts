import assert from 'node:assert/strict';
import { Snooze, snoozeStepMs } from '../../../../../src/engine/completion/trigger/snooze';
import { handClock, start } from '../../failover/handClock';

describe('Snooze', () => {
  const begin = () => {
    const clock = handClock();
    const snooze = new Snooze(clock);
    const told: (number | undefined)[] = [];
    snooze.onDidChange(() => told.push(snooze.until));
    return { clock, snooze, told };
  };

  it('ends by itself after five minutes and reports its begin and end', () => {
    const { clock, snooze, told } = begin();
    assert.equal(snooze.until, undefined);
    assert.equal(snooze.extend(), start + 300_000);
    clock.advance(299_999);
    assert.equal(snooze.until, start + 300_000);
    clock.advance(1);
    assert.equal(snooze.until, undefined);
    assert.deepEqual(told, [start + 300_000, undefined]);
  });

  it('is extended by five minutes', () => {
    const { clock, snooze, told } = begin();
    snooze.extend();
    clock.advance(60_000);
    assert.equal(snooze.extend(), start + 2 * snoozeStepMs);
    clock.advance(2 * snoozeStepMs - 60_001);
    assert.equal(snooze.until, start + 2 * snoozeStepMs);
    clock.advance(1);
    assert.deepEqual(told, [start + snoozeStepMs, start + 2 * snoozeStepMs, undefined]);
  });

  it('lasts as long when the clock is set meanwhile', () => {
    const { clock, snooze } = begin();
    snooze.extend();
    clock.setTo(start + 86_400_000);
    assert.equal(snooze.until, start + 86_400_000 + snoozeStepMs);
    clock.advance(snoozeStepMs - 1);
    assert.notEqual(snooze.until, undefined);
    clock.setTo(start);
    clock.advance(1);
    assert.equal(snooze.until, undefined);
  });

  it('ends at once when the user resumes, without a timer', () => {
    const { clock, snooze, told } = begin();
    snooze.extend();
    snooze.resume();
    assert.deepEqual([snooze.until, clock.pending], [undefined, 0]);
    snooze.resume();
    assert.deepEqual(told, [start + snoozeStepMs, undefined]);
  });

  it('begins from now after the last one is over', () => {
    const { clock, snooze } = begin();
    snooze.extend();
    clock.advance(10 * 60_000);
    assert.equal(snooze.extend(), start + 15 * 60_000);
  });

  it('leaves no timer behind', () => {
    const { clock, snooze } = begin();
    snooze.extend();
    snooze.dispose();
    assert.equal(clock.pending, 0);
  });
});
