import assert from 'node:assert/strict';
import type { AttemptRecord } from '../../../../../../src/engine/failover/api/answer';
import { RequestAttempts } from '../../../../../../src/engine/failover/request/context/requestAttempts';
import { failure, route } from '../../fixtures';

const [a, b] = [route('a'), route('b')];

function record(changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return { route: a, outcome: 'served', maybeBilled: false, ...changes };
}

describe('RequestAttempts', () => {
  it('counts what has begun, and knows its route as asked', () => {
    const attempts = new RequestAttempts();
    attempts.begin(a);
    assert.deepEqual([attempts.count, attempts.hasAsked(a), attempts.hasAsked(b)], [1, true, false]);
  });

  it('does not count a probe or a refused route, which is not asked again all the same', () => {
    const attempts = new RequestAttempts();
    attempts.markAsked(a);
    assert.deepEqual([attempts.count, attempts.hasAsked(a)], [0, true]);
  });

  it('counts a reopened route once, however often it is asked', () => {
    const attempts = new RequestAttempts();
    attempts.begin(a);
    attempts.reopen(a);
    assert.deepEqual([attempts.count, attempts.hasAsked(a)], [0, false]);
    attempts.begin(a);
    attempts.uncount();
    attempts.begin(a);
    assert.deepEqual([attempts.count, attempts.hasAsked(a)], [1, true]);
  });

  it('adds up what is known of the costs', () => {
    const attempts = new RequestAttempts();
    for (const cost of [0.25, undefined, 0.5]) attempts.add(record({ cost }));
    assert.equal(attempts.spent, 0.75);
  });

  it('tells the usage of the last attempt of a route, and which routes ended how', () => {
    const attempts = new RequestAttempts();
    assert.deepEqual([attempts.hasOther(a), attempts.hasUnfailed(a)], [false, false]);
    attempts.add(record({ outcome: 'failed', failure: failure('server'), usage: { inputTokens: 1 } }));
    assert.deepEqual([attempts.hasOther(a), attempts.hasOther(b), attempts.hasUnfailed(a)], [false, true, false]);
    attempts.add(record({ usage: { inputTokens: 2 } }));
    attempts.add(record({ route: b, outcome: 'hedge-lost' }));
    assert.deepEqual([attempts.usageOf(a), attempts.usageOf(b)], [{ inputTokens: 2 }, undefined]);
    assert.deepEqual([attempts.hasOther(a), attempts.hasUnfailed(a), attempts.hasUnfailed(b)], [true, true, true]);
    assert.equal(attempts.records.length, 3);
  });
});
