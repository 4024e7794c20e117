import assert from 'node:assert/strict';
import { type LineType, TypedLine, type TokenType } from '../../../../bench/completion/oracle/editor/autoClosing';

/** Reads a line as a tokenizer would: what follows `//` is a comment, what stands between two quotes of a kind is a string. */
function reading(languageId: string): (line: string) => LineType {
  return (line) => (offset) => {
    let type: TokenType = 'other';
    let quote = '';
    for (let at = 0; at <= offset && at < line.length; at += 1) {
      const character = line.charAt(at);
      if (quote !== '') {
        type = 'string';
        if (character === quote) quote = '';
      } else if (line.startsWith('//', at)) return { type: 'comment', languageId };
      else if (/["'`]/.test(character)) [type, quote] = ['string', character];
      else type = 'other';
    }
    if (offset >= line.length && quote !== '') type = 'string';
    return { type, languageId };
  };
}

function behind(languageId: string, text: string): string {
  const line = new TypedLine(reading(languageId));
  line.type(text);
  return line.behind;
}

describe('what the editor closes while a line is typed', () => {
  it('closes brackets and quotes, the nearest first, and lets them be typed over', () => {
    assert.equal(behind('typescript', 'f({ a: ['), ']})');
    assert.equal(behind('typescript', 'f("'), '")');
    assert.equal(behind('typescript', 'f("a")'), '');
    assert.equal(behind('typescript', 'f("a", [1]'), ')');
  });

  it('leaves an apostrophe of a word, and one before text, alone', () => {
    assert.equal(behind('html', "don't"), '');
    assert.equal(behind('html', "a = '"), "'");
    assert.equal(behind('html', 'a = "b \''), '"');
    assert.equal(behind('html', 'a = "b ('), ')"');
  });

  it('does not type over a quote behind a backslash', () => {
    assert.equal(behind('typescript', '"a\\"'), '"');
  });

  it('closes in comments and strings what the language says', () => {
    assert.equal(behind('typescript', '// see ('), ')');
    assert.equal(behind('typescript', "// see '"), '');
    assert.equal(behind('typescript', '// see "'), '"');
    assert.equal(behind('python', '"a ('), ')"');
    assert.equal(behind('json', '"a ('), '"');
    const inText = new TypedLine(() => () => ({ type: 'string', languageId: 'python' }));
    inText.type('"');
    assert.equal(inText.behind, '');
  });

  it('takes the longest opening text, and the pair within another apart', () => {
    assert.equal(behind('typescript', '/**'), ' */');
    assert.equal(behind('c', '/*'), '*/');
    assert.equal(behind('c', '/**'), ' */');
    assert.equal(behind('python', 'x = r"'), '"');
    assert.equal(behind('rust', "&'"), '');
  });

  it('closes no quote right behind a string', () => {
    assert.equal(behind('python', '""'), '');
    assert.equal(behind('python', '"""'), '');
    assert.equal(behind('python', '"" "'), '"');
  });

  it('tells where each was opened', () => {
    const line = new TypedLine(reading('typescript'));
    line.type('  f([');
    assert.deepEqual(line.pending, [
      { close: ']', openedAt: 5 },
      { close: ')', openedAt: 4 },
    ]);
    line.type('{${');
    assert.equal(line.pending.length, 3);
  });
});
