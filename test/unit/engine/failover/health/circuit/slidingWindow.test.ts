import assert from 'node:assert/strict';
import {
  failuresInARow,
  type Outcome,
  recent,
  tooMany,
  weigh,
  withOutcome,
} from '../../../../../../src/engine/failover/health/circuit/slidingWindow';
import { start as now } from '../../handClock';

/**
 * One outcome for each sign, the oldest first: `+` a good end, `-` a failure, `f` a first content whose end is not known
 * yet, `e` half a failure.
 */
function outcomes(signs: string, at = now): Outcome[] {
  return Array.from(signs).map((sign, index) => ({
    attempt: index + 1,
    at,
    ...('-e'.includes(sign) && { kind: 'server' as const }),
    weight: 'fe'.includes(sign) ? 0.5 : 1,
  }));
}

describe('failuresInARow', () => {
  const rows: readonly [signs: string, count: number][] = [
    ['', 0],
    ['+', 0],
    ['-', 1],
    ['--+', 0],
    ['-+--', 2],
    ['e', 0.5],
    ['ee-', 2],
    ['-f-', 2],
    ['-+f-', 1],
  ];
  for (const [signs, count] of rows) {
    it(`of "${signs}" is ${count}`, () => assert.equal(failuresInARow(outcomes(signs)), count));
  }
});

describe('tooMany', () => {
  const rows: readonly [signs: string, trips: boolean][] = [
    ['', false],
    ['--', false],
    ['---', true],
    ['-ee', false],
    ['--ee', true],
    ['+--', false],
    ['+-+-', true],
    ['-++-', true],
    ['-+++', false],
    ['-+++-', false],
    ['--+++', false],
    ['--++', true],
    ['-+ff-', true],
    ['---+++', true],
    ['---++++', false],
    ['---+', true],
  ];
  for (const [signs, trips] of rows) {
    it(`is ${trips} for "${signs}"`, () => assert.equal(tooMany(outcomes(signs)), trips));
  }
});

describe('weigh', () => {
  it('adds up whole and half signs', () => {
    assert.equal(weigh([]), 0);
    assert.equal(weigh(outcomes('+-fe')), 3);
  });
});

describe('recent', () => {
  const rows: readonly [title: string, at: number, isKept: boolean][] = [
    ['keeps what is two minutes old', now - 120_000, true],
    ['drops what is older', now - 120_001, false],
    ['keeps what a clock two minutes ahead has noted', now + 120_000, true],
    ['drops what is further in the future', now + 120_001, false],
  ];
  for (const [title, at, isKept] of rows) {
    it(title, () => assert.equal(recent(outcomes('-', at), now).length, isKept ? 1 : 0));
  }

  it('keeps the last ten', () => {
    const all = outcomes('-+-+-+-+-+-+');
    assert.deepEqual(recent(all, now), all.slice(2));
  });
});

describe('withOutcome', () => {
  it('replaces what the same attempt had before', () => {
    const [first, second] = outcomes('f+') as [Outcome, Outcome];
    const end: Outcome = { attempt: 1, at: now, weight: 1 };
    assert.deepEqual(withOutcome([first, second], end), [second, end]);
  });

  it('keeps the outcomes of other windows, which have no number', () => {
    const other: Outcome = { attempt: 0, at: now, kind: 'server', weight: 1 };
    assert.deepEqual(withOutcome([other], other), [other, other]);
  });

  it('drops what is too old by the time of the new outcome', () => {
    const end: Outcome = { attempt: 7, at: now + 120_001, weight: 1 };
    assert.deepEqual(withOutcome(outcomes('--'), end), [end]);
  });
});
