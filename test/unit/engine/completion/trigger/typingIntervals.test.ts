import assert from 'node:assert/strict';
import { cursorPlaceOf } from '../../../../../src/engine/completion/trigger/cursorPlace';
import { TypingIntervals } from '../../../../../src/engine/completion/trigger/typingIntervals';
import { handClock } from '../../failover/handClock';
import { at } from '../fixtures';

describe('cursorPlaceOf', () => {
  const cases: readonly (readonly [string, ReturnType<typeof cursorPlaceOf>])[] = [
    ['█', 'line-start'],
    ['a;\n\t█', 'line-start'],
    ['ret█', 'word'],
    ['größe█', 'word'],
    ['$a_1█', 'word'],
    ['return █', 'space'],
    ['f(█', 'opened'],
    ['a.█', 'opened'],
    ['a +=█', 'opened'],
    ['f()█', 'closed'],
    ['f();█', 'closed'],
    ['"a"█', 'closed'],
  ];
  for (const [file, place] of cases)
    it(`is ${place} at ${JSON.stringify(file)}`, () => assert.equal(cursorPlaceOf(at(file)), place));
});

describe('TypingIntervals', () => {
  /** A user who rests for these times, in turn, behind each letter. */
  function typist(rests: readonly number[], keys: number): TypingIntervals {
    const clock = handClock();
    const intervals = new TypingIntervals(clock);
    intervals.onKey('word');
    for (let onKey = 0; onKey < keys; onKey += 1) {
      clock.advance(rests[onKey % rests.length] ?? 0);
      intervals.onKey('word');
    }
    return intervals;
  }

  it('wait longer for a slow route, and longer within a word than where a line begins', () => {
    const brisk = typist([50, 100, 120, 140, 160, 180, 200, 220, 240, 500], 60);
    assert.ok(brisk.delayMs('word', 400) > brisk.delayMs('word', 0));
    const unknown = new TypingIntervals(handClock());
    assert.ok(unknown.delayMs('word', 400) > unknown.delayMs('line-start', 400));
  });

  it('do not wait where the user will surely rest', () => {
    assert.equal(typist([1_000], 60).delayMs('word', 300), 0);
  });

  it('wait even for the fastest route where the next key comes before the answer is read', () => {
    const delayMs = typist([150, 150, 150, 150, 150, 150, 150, 150, 150, 2_000], 60).delayMs('word', 0);
    assert.ok(delayMs >= 150 && delayMs < 200, String(delayMs));
    assert.equal(typist([190], 60).delayMs('word', 0), 0);
  });

  it('wait out the keys of a regular typist', () => {
    const delayMs = typist([150, 150, 150, 150, 150, 150, 150, 150, 150, 2_000], 60).delayMs('word', 300);
    assert.ok(delayMs >= 150 && delayMs < 200, String(delayMs));
  });

  it('end the wait at last where no rest is ever long enough', () => {
    const rests = Array.from({ length: 60 }, (_, index) => 5 * (index + 1));
    const delayMs = typist(rests, 60).delayMs('word', 1_000);
    assert.ok(delayMs > 200 && delayMs <= 400, String(delayMs));
  });

  it('wait for a slow route no longer than for one of a quarter of a second', () => {
    const intervals = new TypingIntervals(handClock());
    assert.equal(intervals.delayMs('word', 2_000), intervals.delayMs('word', 250));
  });

  it('forget old intervals', () => {
    const clock = handClock();
    const intervals = new TypingIntervals(clock);
    for (const idleMs of [...Array<number>(60).fill(150), ...Array<number>(60).fill(1_000)]) {
      intervals.onKey('word');
      clock.advance(idleMs);
    }
    intervals.onKey('word');
    assert.equal(intervals.delayMs('word', 300), 0);
  });

  it('know the milliseconds since the last key', () => {
    const clock = handClock();
    const intervals = new TypingIntervals(clock);
    assert.equal(intervals.idleMs, Infinity);
    intervals.onKey('word');
    clock.advance(80);
    assert.equal(intervals.idleMs, 80);
  });
});
