import assert from 'node:assert/strict';
import { LookupCache, TtlCache } from '../../../../../src/engine/model/async/ttlCache';
import { handClock } from '../../failover/handClock';

describe('TtlCache', () => {
  it('gives a value until its time is over', () => {
    const clock = handClock();
    const cache = new TtlCache<number>({ clock, ttlMs: 1_000 });
    cache.set('a', 1);
    clock.advance(999);
    assert.equal(cache.get('a'), 1);
    clock.advance(1);
    assert.equal(cache.get('a'), undefined);
  });

  it('counts the time from the last set', () => {
    const clock = handClock();
    const cache = new TtlCache<number>({ clock, ttlMs: 1_000 });
    cache.set('a', 1);
    clock.advance(999);
    cache.set('a', 2);
    clock.advance(999);
    assert.equal(cache.get('a'), 2);
  });

  it('is not moved by the time of day', () => {
    const clock = handClock();
    const cache = new TtlCache<number>({ clock, ttlMs: 1_000 });
    cache.set('a', 1);
    clock.setTo(clock.now() + 3_600_000);
    assert.equal(cache.get('a'), 1);
  });

  it('forgets one value, or all', () => {
    const cache = new TtlCache<number>({ clock: handClock(), ttlMs: 1_000 });
    for (const key of ['a', 'b', 'c']) cache.set(key, 1);
    cache.forget('a');
    assert.deepEqual([cache.get('a'), cache.get('b')], [undefined, 1]);
    cache.clear();
    assert.deepEqual([cache.get('b'), cache.get('c')], [undefined, undefined]);
  });

  it('drops the oldest value where there are too many', () => {
    const cache = new TtlCache<number>({ clock: handClock(), ttlMs: 1_000, maxEntries: 2 });
    for (const [index, key] of ['a', 'b', 'c'].entries()) cache.set(key, index);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], [undefined, 1, 2]);
  });
});

describe('LookupCache', () => {
  it('shares a lookup under way, and its result until its time is over', async () => {
    const clock = handClock();
    const cache = new LookupCache<number>({ clock, ttlMs: 1_000 });
    let lookups = 0;
    const lookUp = (): Promise<number> => Promise.resolve((lookups += 1));
    assert.deepEqual(await Promise.all([cache.get('a', lookUp), cache.get('a', lookUp)]), [1, 1]);
    clock.advance(999);
    assert.equal(await cache.get('a', lookUp), 1);
    clock.advance(1);
    assert.equal(await cache.get('a', lookUp), 2);
  });

  it('passes a failure on and does not keep it', async () => {
    const cache = new LookupCache<number>({ clock: handClock(), ttlMs: 1_000 });
    await assert.rejects(
      cache.get('a', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await cache.get('a', () => Promise.resolve(1)), 1);
  });

  it('keeps a later lookup when an earlier one fails late', async () => {
    const cache = new LookupCache<number>({ clock: handClock(), ttlMs: 1_000 });
    let fail: (error: Error) => void = () => undefined;
    const first = cache.get('a', () => new Promise((_, reject) => (fail = reject)));
    cache.forget('a');
    const second = cache.get('a', () => Promise.resolve(2));
    fail(new Error('late'));
    await assert.rejects(first);
    assert.equal(
      cache.get('a', () => Promise.resolve(3)),
      second,
    );
  });

  it('forgets all lookups', async () => {
    const cache = new LookupCache<number>({ clock: handClock(), ttlMs: 1_000 });
    await cache.get('a', () => Promise.resolve(1));
    cache.clear();
    assert.equal(await cache.get('a', () => Promise.resolve(2)), 2);
  });
});
