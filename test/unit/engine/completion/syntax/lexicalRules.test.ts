import assert from 'node:assert/strict';
import { postprocess } from '../../../../../src/engine/completion/postprocess/postprocess';
import { bracketBalanceOf } from '../../../../../src/engine/completion/syntax/bracketBalance';
import type { CursorContext } from '../../../../../src/engine/completion/api/cursorContext';
import type { LanguageFacts } from '../../../../../src/engine/completion/api/languageFacts';
import { BlockTrimmer } from '../../../../../src/engine/completion/postprocess/blockTrimmer';
import { noSyntax } from '../../../../../src/engine/completion/syntax/syntax';
import { at } from '../fixtures';

const facts: LanguageFacts = {
  lineComment: '%%',
  blockComment: ['~(', ')~'],
  brackets: [['(', ')']],
  autoClosingPairs: [
    { open: '(', close: ')', notIn: [] },
    { open: '"', close: '"', notIn: ['string'] },
  ],
};

function cursor(file: string): CursorContext {
  return { ...at(file, { languageId: 'an-extension’s-own' }), language: facts };
}

function shown(file: string, text: string): string | undefined {
  const place = cursor(file);
  return new BlockTrimmer(noSyntax).present(postprocess({ text, whole: true }, place), place, 'auto')?.text;
}

describe('learnLexicalRules', () => {
  it('learns the comments of a configuration', () => {
    assert.equal(bracketBalanceOf(cursor('a %% b█')).inComment, true);
    assert.equal(bracketBalanceOf(cursor('a ~( b█')).inComment, true);
    assert.equal(bracketBalanceOf(cursor('a ~( b )~ c█')).inComment, false);
    assert.equal(bracketBalanceOf(cursor('a // b█')).inComment, false);
  });

  it('learns strings from the quotes that the editor closes', () => {
    assert.equal(bracketBalanceOf(cursor('a "b█')).inString, true);
    assert.equal(bracketBalanceOf(cursor("f 'b█")).inString, false);
  });

  it('learns the mark that must not come twice', () => {
    assert.equal(shown('%% █', '%% the number of users'), 'the number of users');
    assert.equal(shown('%%█', '%% the number of users'), ' the number of users');
  });
});
