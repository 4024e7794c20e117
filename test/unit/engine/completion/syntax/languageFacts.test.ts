import assert from 'node:assert/strict';
import { bracketBalanceOf } from '../../../../../src/engine/completion/syntax/bracketBalance';
import { toComment } from '../../../../../src/engine/completion/prompt/commentLines';
import { languageFactsOf } from '../../../../../src/engine/completion/syntax/languageFacts';
import { at } from '../fixtures';

describe('what is known of a language without its configuration', () => {
  it('is the same object each time, so that caches may compare it', () => {
    assert.equal(languageFactsOf('python'), languageFactsOf('python'));
    assert.equal(languageFactsOf('unheard-of'), languageFactsOf('unheard-of'));
  });

  it('tells where a quote is closed', () => {
    const quoteIn = (id: string, quote: string): readonly string[] | undefined =>
      languageFactsOf(id).autoClosingPairs.find(({ open }) => open === quote)?.notIn;
    assert.deepEqual(quoteIn('html', '"'), []);
    assert.deepEqual(quoteIn('typescript', '"'), ['string']);
    assert.deepEqual(quoteIn('go', "'"), ['string', 'comment']);
    assert.equal(quoteIn('rust', "'"), undefined);
    assert.equal(quoteIn('haskell', "'"), undefined);
  });

  it('makes comments of its own marks', () => {
    assert.equal(toComment('python', 'a\n\nb'), '# a\n#\n# b\n');
    assert.equal(toComment('css', 'a'), '/*\na\n*/\n');
    assert.equal(toComment('css', 'a */'), undefined);
    assert.equal(toComment('json', 'a'), undefined);
    assert.equal(toComment('unheard-of', 'a'), '// a\n');
  });

  it('makes two places of one when the configuration comes to be known', () => {
    const cursor = at('f(█)');
    const known = { ...cursor, language: languageFactsOf('typescript') };
    const before = bracketBalanceOf(cursor);
    assert.equal(bracketBalanceOf({ ...cursor }), before);
    assert.notEqual(bracketBalanceOf(known), before);
    assert.equal(bracketBalanceOf({ ...known }), bracketBalanceOf(known));
  });
});
