import assert from 'node:assert/strict';
import { createLatency, type Latency } from '../../../../../src/engine/failover/health/latency';
import { route } from '../fixtures';
import { type HandClock, handClock, start } from '../handClock';
import { SharedRecords } from '../../storage/records/sharedRecords';
import { settled } from './healthFixtures';

const day = 24 * 3_600_000;
const first = route('first');
const second = route('second');

function fixture(shared?: SharedRecords, clock = handClock()): { latency: Latency; clock: HandClock } {
  return { latency: createLatency({ clock, records: shared?.window() }), clock };
}

function record({ latency, clock }: { latency: Latency; clock: HandClock }, ...all: number[]): void {
  for (const ms of all) {
    latency.record(first, 'chat', ms);
    clock.advance(1_000);
  }
}

async function written(clock: HandClock): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    clock.advance(30_000);
    await settled();
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const same = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

describe('latency', () => {
  it('says nothing from too few samples', () => {
    const learned = fixture();
    record(learned, ...upTo(4));
    assert.equal(learned.latency.p50(first, 'chat'), undefined);
    record(learned, 5);
    assert.equal(learned.latency.p50(first, 'chat'), 3);
    record(learned, 6, 7, 8, 9);
    assert.equal(learned.latency.p95(first, 'chat'), undefined);
    record(learned, 10);
    assert.equal(learned.latency.p95(first, 'chat'), 10);
  });

  it('is learned from the last fifty', () => {
    const learned = fixture();
    record(learned, ...same(100, 9_000), ...upTo(50));
    assert.equal(learned.latency.p50(first, 'chat'), 25);
    assert.equal(learned.latency.p95(first, 'chat'), 48);
  });

  it('is learned apart for each route and task', () => {
    const learned = fixture();
    record(learned, ...upTo(10));
    assert.equal(learned.latency.p50(first, 'completion'), undefined);
    assert.equal(learned.latency.p50(second, 'chat'), undefined);
    assert.equal(learned.latency.p50(route('first', { endpoint: 'https://elsewhere' }), 'chat'), undefined);
  });

  it('is forgotten after a week', () => {
    const learned = fixture();
    record(learned, ...upTo(10));
    learned.clock.advance(7 * day);
    assert.equal(learned.latency.p50(first, 'chat'), undefined);
  });

  it('does not learn from nonsense', () => {
    const learned = fixture();
    record(learned, ...same(10, 5), NaN, Infinity, -Infinity, -1);
    assert.equal(learned.latency.p50(first, 'chat'), 5);
    assert.equal(learned.latency.p95(first, 'chat'), 5);
  });

  it('calls a route slow when five of ten take three times its usual worst', () => {
    const learned = fixture();
    record(learned, ...same(20, 600), 2_000, 600, 2_000, 600, 2_000, 600, 2_000);
    assert.equal(learned.latency.slowUntil(first, 'chat'), undefined);
    record(learned, 2_000);
    assert.equal(learned.latency.slowUntil(first, 'chat'), learned.clock.now() - 1_000 + 45_000);
    record(learned, ...same(6, 600));
    assert.equal(learned.latency.slowUntil(first, 'chat'), undefined);
  });

  it('does not add up slow answers of one hour and of the next', () => {
    const learned = fixture();
    record(learned, ...same(20, 600), ...same(4, 3_000));
    learned.clock.advance(600_000);
    record(learned, 3_000);
    assert.equal(learned.latency.slowUntil(first, 'chat'), undefined);
  });

  it('does not call a fast route slow for a delay that users do not notice', () => {
    const learned = fixture();
    record(learned, ...same(20, 40), ...same(10, 900));
    assert.equal(learned.latency.slowUntil(first, 'chat'), undefined);
  });

  it('accepts a lasting change as usual in the end', () => {
    const learned = fixture();
    record(learned, ...same(20, 600), ...same(10, 3_000));
    assert.ok(learned.latency.slowUntil(first, 'chat') !== undefined);
    record(learned, ...same(15, 3_000));
    assert.equal(learned.latency.slowUntil(first, 'chat'), undefined);
  });

  it('survives a reload, and is put together from all windows', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = fixture(shared, clock);
    const other = fixture(shared, clock);
    await settled();
    record(one, ...upTo(10));
    clock.advance(1);
    record(other, ...same(9, 100));
    await written(clock);
    await written(clock);
    const third = fixture(shared, clock);
    await settled();
    for (const { latency } of [one, other, third]) {
      assert.equal(latency.p50(first, 'chat'), 10);
      assert.equal(latency.p95(first, 'chat'), 100);
    }
    assert.equal(shared.writes, 19, 'each sample is written once');
  });

  it('counts a sample once that it hears twice', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const one = fixture(shared, clock);
    record(one, ...upTo(4));
    shared.exchange();
    await settled();
    assert.equal(one.latency.p50(first, 'chat'), undefined);
  });

  it('remembers the two hundred routes used last, here and in other windows', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const { latency } = fixture(shared, clock);
    for (let index = 0; index < 300; index += 1) {
      for (const ms of upTo(5)) latency.record(route(`p${index}`), 'chat', ms);
      clock.advance(1);
    }
    for (const ms of upTo(5)) latency.record(route('p0'), 'chat', ms);
    await settled();
    const later = fixture(shared, clock);
    await settled();
    for (const each of [latency, later.latency]) {
      const known = [0, 1, 100, 101, 299].map((index) => each.p50(route(`p${index}`), 'chat') !== undefined);
      assert.deepEqual(known, [true, false, false, true, true]);
    }
  });

  it('learns the longest gaps of answers apart from first words, from ten on, leaving the rarest aside', () => {
    const { latency } = fixture();
    for (const ms of same(9, 300)) latency.recordGap(first, ms);
    assert.equal(latency.gaps(first).p95Ms, undefined);
    latency.recordGap(first, 400);
    assert.equal(latency.gaps(first).p95Ms, 400);
    for (const ms of [...same(29, 500), 9_000]) latency.recordGap(first, ms);
    assert.equal(latency.gaps(first).p95Ms, 500);
    assert.equal(latency.p50(first, 'chat'), undefined);
    assert.equal(latency.gaps(second).p95Ms, undefined);
  });

  it('does not believe samples from the future', async () => {
    const clock = handClock();
    const shared = new SharedRecords();
    const learned = fixture(shared, clock);
    record(learned, ...upTo(10));
    await written(clock);
    clock.setTo(start - day);
    const later = fixture(shared, clock);
    await settled();
    assert.equal(later.latency.p50(first, 'chat'), undefined);
  });
});
