import assert from 'node:assert/strict';
import { mentionQueryAt, mentionQueryFrom } from '../../../../../../src/webview/chat/input/picker/mentionQuery';

/** The text before and behind the cursor, which is written as `|`. */
function at(text: string): ReturnType<typeof mentionQueryAt> {
  const cursor = text.indexOf('|');
  return mentionQueryAt(text.replace('|', ''), cursor);
}

describe('mentionQueryAt', () => {
  const mentions: readonly (readonly [text: string, query: string, from: number])[] = [
    ['@|', '', 0],
    ['@ab|c d', 'ab', 0],
    ['see @src/a.ts|', 'src/a.ts', 4],
    ['(@a|)', 'a', 1],
    ['"@a|', 'a', 1],
    ['one\n@two|', 'two', 4],
    ['请看@文件|', '文件', 2],
    ['これは@a|', 'a', 3],
    ['看＠a|', 'a', 1],
    ['a @b @c|', 'c', 5],
    [`${'x '.repeat(100_000)}@a|`, 'a', 200_000],
  ];
  for (const [text, query, from] of mentions) {
    it(`finds "${query}" in ${JSON.stringify(text.slice(-20))}`, () => {
      assert.deepEqual(at(text), { from, to: from + 1 + query.length, query });
    });
  }

  const none = [
    '|',
    'a|',
    '@a |',
    'me@example.org|',
    'node_modules/@scope|',
    'a.@b|',
    '@@|',
    '|@a',
    'é@a|',
    `@${'x'.repeat(600)}|`,
  ];
  for (const text of none) {
    it(`finds none in ${JSON.stringify(text.slice(0, 20))}`, () => assert.equal(at(text), undefined));
  }
});

describe('mentionQueryFrom', () => {
  it('allows spaces, up to the end of the line', () => {
    assert.deepEqual(mentionQueryFrom('ask @two words', 4, 14), { from: 4, to: 14, query: 'two words' });
    assert.equal(mentionQueryFrom('ask @two\nwords', 4, 14), undefined);
  });

  it('ends when the sign is gone or the cursor stands before it', () => {
    assert.equal(mentionQueryFrom('ask two', 4, 7), undefined);
    assert.equal(mentionQueryFrom('ask @two', 4, 4), undefined);
    assert.equal(mentionQueryFrom('ask @two', 4, 2), undefined);
  });
});
