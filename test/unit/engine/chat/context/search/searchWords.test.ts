import assert from 'node:assert/strict';
import { searchWords } from '../../../../../../src/engine/chat/context/search/searchWords';

describe('searchWords', () => {
  it('are the words that say something, each once', () => {
    assert.deepEqual(searchWords('How does the retry budget work? Where is the retry budget set?'), [
      'retry',
      'budget',
      'set',
    ]);
  });

  it('are the parts of names, and the names', () => {
    assert.deepEqual(searchWords('parseHTMLPage'), ['parse', 'html', 'page', 'parsehtmlpage']);
    assert.deepEqual(searchWords('retry_budget_ms'), ['retry', 'budget', 'ms', 'retrybudgetms']);
  });

  it('are none where nothing is said, and none of one letter or of digits', () => {
    assert.deepEqual(searchWords('What is this? a 12 x'), []);
    assert.deepEqual(searchWords(''), []);
  });

  it('are of any script', () => {
    assert.deepEqual(searchWords('Wo ist die Größe der Schaltfläche?'), ['größe', 'schaltfläche']);
    assert.ok(searchWords('缓存 在哪里').includes('缓存'));
  });

  it('are bounded', () => {
    const many = Array.from({ length: 500 }, (_, index) => `word${String.fromCharCode(97 + (index % 26))}${index}x`);
    assert.ok(searchWords(many.join(' ')).length <= 24);
  });
});
