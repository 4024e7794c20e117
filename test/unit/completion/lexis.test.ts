import assert from 'node:assert/strict';
import { cleanUp } from '../../../src/completion/cleanUp';
import { balanceOf } from '../../../src/completion/balance';
import type { Hole } from '../../../src/completion/hole';
import type { LanguageFacts } from '../../../src/completion/languageFacts';
import { Shaper } from '../../../src/completion/shape';
import { noSyntax } from '../../../src/completion/syntax';
import { at } from './fixtures';

const facts: LanguageFacts = {
  lineComment: '%%',
  blockComment: ['~(', ')~'],
  brackets: [['(', ')']],
  autoClosingPairs: [
    { open: '(', close: ')', notIn: [] },
    { open: '"', close: '"', notIn: ['string'] },
  ],
};

function hole(file: string): Hole {
  return { ...at(file, { languageId: 'an-extension’s-own' }), language: facts };
}

function shown(file: string, text: string): string | undefined {
  const place = hole(file);
  return new Shaper(noSyntax).present(cleanUp({ text, whole: true }, place), place, 'auto')?.text;
}

describe('a language that only an extension of the editor knows', () => {
  it('has the comments of its configuration', () => {
    assert.equal(balanceOf(hole('a %% b█')).inComment, true);
    assert.equal(balanceOf(hole('a ~( b█')).inComment, true);
    assert.equal(balanceOf(hole('a ~( b )~ c█')).inComment, false);
    assert.equal(balanceOf(hole('a // b█')).inComment, false);
  });

  it('has strings only in the quotes that the editor closes there', () => {
    assert.equal(balanceOf(hole('a "b█')).inString, true);
    assert.equal(balanceOf(hole("f 'b█")).inString, false);
  });

  it('is not told its mark once more', () => {
    assert.equal(shown('%% █', '%% the number of users'), 'the number of users');
    assert.equal(shown('%%█', '%% the number of users'), ' the number of users');
  });
});
