import assert from 'node:assert/strict';
import { bracketBalanceOf } from '../../../../../src/engine/completion/syntax/bracketBalance';
import { toComment } from '../../../../../src/engine/completion/prompt/commentLines';
import { languageFactsOf, languages } from '../../../../../src/engine/completion/syntax/languages/languages';
import { braceLanguages } from '../../../../../src/engine/completion/syntax/languages/braceLanguages';
import { documentLanguages } from '../../../../../src/engine/completion/syntax/languages/documentLanguages';
import { functionalLanguages } from '../../../../../src/engine/completion/syntax/languages/functionalLanguages';
import { scriptLanguages } from '../../../../../src/engine/completion/syntax/languages/scriptLanguages';
import { at } from '../fixtures';

describe('languages', () => {
  it('are in one row each', () => {
    const rows = [braceLanguages, scriptLanguages, functionalLanguages, documentLanguages].flat();
    const ids = rows.flatMap(([languageIds]) => languageIds.split(' '));
    assert.deepEqual(ids.toSorted(), [...languages.keys()].toSorted());
  });

  it('have the same facts object each time, so that caches can compare it', () => {
    assert.equal(languageFactsOf('python'), languageFactsOf('python'));
    assert.equal(languageFactsOf('unheard-of'), languageFactsOf('unheard-of'));
  });

  it('say where a quote is closed', () => {
    const quoteIn = (id: string, quote: string): readonly string[] | undefined =>
      languageFactsOf(id).autoClosingPairs.find(({ open }) => open === quote)?.notIn;
    assert.deepEqual(quoteIn('html', '"'), []);
    assert.deepEqual(quoteIn('typescript', '"'), ['string']);
    assert.deepEqual(quoteIn('go', "'"), ['string', 'comment']);
    assert.equal(quoteIn('rust', "'"), undefined);
    assert.equal(quoteIn('haskell', "'"), undefined);
  });

  it('give the marks of comments', () => {
    assert.equal(toComment('python', 'a\n\nb'), '# a\n#\n# b\n');
    assert.equal(toComment('css', 'a'), '/*\na\n*/\n');
    assert.equal(toComment('css', 'a */'), undefined);
    assert.equal(toComment('json', 'a'), undefined);
    assert.equal(toComment('unheard-of', 'a'), '// a\n');
  });

  it('distinguish a cursor with known facts from one without', () => {
    const cursor = at('f(█)');
    const known = { ...cursor, language: languageFactsOf('typescript') };
    const before = bracketBalanceOf(cursor);
    assert.equal(bracketBalanceOf({ ...cursor }), before);
    assert.notEqual(bracketBalanceOf(known), before);
    assert.equal(bracketBalanceOf({ ...known }), bracketBalanceOf(known));
  });
});
