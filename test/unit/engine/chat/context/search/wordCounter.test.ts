import assert from 'node:assert/strict';
import { WordCounter } from '../../../../../../src/engine/chat/context/search/wordCounter';

describe('WordCounter', () => {
  it('counts words in any letter case, over all texts of a file', () => {
    const counter = new WordCounter(['retry', 'budget']);
    counter.add('a.ts', 'RetryBudget retry');
    counter.add('a.ts', 'retry');
    counter.add('b.ts', 'nothing');
    assert.deepEqual([...counter.counts.keys()], ['a.ts']);
    assert.deepEqual(Object.fromEntries(counter.counts.get('a.ts')?.counts ?? []), { retry: 3, budget: 1 });
  });
});
