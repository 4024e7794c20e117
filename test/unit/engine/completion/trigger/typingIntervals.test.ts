import assert from 'node:assert/strict';
import { cursorPlaceOf } from '../../../../../src/engine/completion/trigger/cursorPlace';
import { TypingIntervals } from '../../../../../src/engine/completion/trigger/typingIntervals';
import { handClock } from '../../failover/handClock';
import { at } from '../fixtures';

describe('a place to type at', () => {
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

describe('the rhythm of typing', () => {
  /** A user who rests as long as is said, in turn, behind each letter. */
  function typist(rests: readonly number[], keys: number): TypingIntervals {
    const clock = handClock();
    const rhythm = new TypingIntervals(clock);
    rhythm.key('word');
    for (let key = 0; key < keys; key += 1) {
      clock.advance(rests[key % rests.length] ?? 0);
      rhythm.key('word');
    }
    return rhythm;
  }

  it('waits longer for a slow answer than for a quick one, and longer within a word than where a line begins', () => {
    const brisk = typist([50, 100, 120, 140, 160, 180, 200, 220, 240, 500], 60);
    assert.ok(brisk.delay('word', 400) > brisk.delay('word', 0));
    const unknown = new TypingIntervals(handClock());
    assert.ok(unknown.delay('word', 400) > unknown.delay('line-start', 400));
  });

  it('does not wait where the user will surely rest', () => {
    assert.equal(typist([1_000], 60).delay('word', 300), 0);
  });

  it('does not ask even who answers at once where the next key comes before anybody has read the answer', () => {
    const delay = typist([150, 150, 150, 150, 150, 150, 150, 150, 150, 2_000], 60).delay('word', 0);
    assert.ok(delay >= 150 && delay < 200, String(delay));
    assert.equal(typist([190], 60).delay('word', 0), 0);
  });

  it('waits out the keys of a steady typist', () => {
    const delay = typist([150, 150, 150, 150, 150, 150, 150, 150, 150, 2_000], 60).delay('word', 300);
    assert.ok(delay >= 150 && delay < 200, String(delay));
  });

  it('asks at last where no rest is ever long enough', () => {
    const rests = Array.from({ length: 60 }, (_, index) => 5 * (index + 1));
    const delay = typist(rests, 60).delay('word', 1_000);
    assert.ok(delay > 200 && delay <= 400, String(delay));
  });

  it('waits for a slow answer no longer than for one of a quarter of a second', () => {
    const rhythm = new TypingIntervals(handClock());
    assert.equal(rhythm.delay('word', 2_000), rhythm.delay('word', 250));
  });

  it('forgets how the user typed long ago', () => {
    const clock = handClock();
    const rhythm = new TypingIntervals(clock);
    for (const rest of [...Array<number>(60).fill(150), ...Array<number>(60).fill(1_000)]) {
      rhythm.key('word');
      clock.advance(rest);
    }
    rhythm.key('word');
    assert.equal(rhythm.delay('word', 300), 0);
  });

  it('knows how long ago the last key was', () => {
    const clock = handClock();
    const rhythm = new TypingIntervals(clock);
    assert.equal(rhythm.restedFor, Infinity);
    rhythm.key('word');
    clock.advance(80);
    assert.equal(rhythm.restedFor, 80);
  });
});
