import assert from 'node:assert/strict';
import { VirtualTime } from '../../../../bench/simulation/virtualTime';

describe('virtual time', () => {
  it('rings in the order of time, and of setting for the same time', async () => {
    const time = new VirtualTime(1_000);
    const rung: [string, number][] = [];
    const ring = (name: string, ms: number): unknown => time.setTimeout(() => rung.push([name, time.now()]), ms);
    ring('late', 30);
    ring('first', 10);
    ring('second', 10);
    time.clearTimeout(ring('cleared', 5));
    ring('too late', 31);
    await time.runUntil(1_030);
    assert.deepEqual(rung, [
      ['first', 1_010],
      ['second', 1_010],
      ['late', 1_030],
    ]);
  });

  it('stands still until no promise can go on, however long the chain', async () => {
    const time = new VirtualTime(0);
    let settledAt: number | undefined;
    const chain = async (): Promise<void> => {
      for (let hop = 0; hop < 500; hop += 1) await Promise.resolve();
      settledAt = time.now();
    };
    time.setTimeout(() => void chain(), 10);
    time.setTimeout(() => undefined, 11);
    await time.runUntil(20);
    assert.equal(settledAt, 10);
  });

  it('rings what is set on the way, and ends at the time asked for', async () => {
    const time = new VirtualTime(0);
    const rung: number[] = [];
    const again = async (): Promise<void> => {
      rung.push(time.now());
      await Promise.resolve();
      time.setTimeout(() => void again(), 4);
    };
    time.setTimeout(() => void again(), 0);
    await time.runUntil(9);
    assert.deepEqual(rung, [0, 4, 8]);
    assert.equal(time.now(), 9);
  });
});
