import assert from 'node:assert/strict';
import { KeptReading } from '../../../../../src/editor/chat/context/keptReading';
import { virtualClock } from '../../../engine/failover/fixtures';

/** A reading takes 30 ms and gives what `source` holds when it begins. */
function kept() {
  const clock = virtualClock();
  const source = { value: 'first' };
  const seen: string[] = [];
  let reads = 0;
  const reading = new KeptReading({
    read: () => {
      reads += 1;
      const { value } = source;
      return new Promise<string>((resolve) => clock.setTimeout(() => resolve(value), 30));
    },
    initial: '',
    clock,
    onChange: () => seen.push(reading.current),
  });
  /** Milliseconds until it is fresh. */
  const wait = async (maxAgeMs: number): Promise<number> => {
    const begun = clock.monotonicMs();
    let took: number | undefined;
    void reading.fresh(maxAgeMs).then(() => (took = clock.monotonicMs() - begun));
    await clock.runUntil(() => took !== undefined, 1_000);
    return took ?? NaN;
  };
  return { clock, source, seen, reading, wait, reads: () => reads };
}

describe('KeptReading', () => {
  it('reads once, and keeps nobody waiting for what is not too old', async () => {
    const { reading, seen, wait, reads, clock } = kept();
    assert.equal(await wait(1_000), 30);
    await clock.advance(900);
    assert.equal(await wait(1_000), 0);
    assert.deepEqual([reading.current, seen, reads()], ['first', ['first'], 1]);
    await clock.advance(200);
    assert.equal(await wait(1_000), 30);
    assert.deepEqual([seen, reads()], [['first'], 2]);
  });

  it('waits for a reading that is under way', async () => {
    const { reading, wait, clock, reads } = kept();
    void reading.refresh();
    await clock.advance(10);
    assert.equal(await wait(1_000), 20);
    assert.equal(reads(), 1);
  });

  it('takes nothing of a reading that began before the last change', async () => {
    const { reading, source, seen, wait, clock } = kept();
    void reading.refresh();
    await clock.advance(10);
    source.value = 'second';
    void reading.refresh();
    assert.equal(await wait(1_000), 30);
    assert.deepEqual([reading.current, seen], ['second', ['second']]);
  });

  it('reads what is outdated when it is needed', async () => {
    const { reading, source, wait, reads } = kept();
    await wait(1_000);
    source.value = 'second';
    reading.outdate();
    assert.equal(reads(), 1);
    assert.equal(await wait(1_000), 30);
    assert.equal(reading.current, 'second');
  });
});
