import assert from 'node:assert/strict';
import { type CodeBlock, codeBlocksOf } from '../../../../../src/engine/edit';

const block = (text: string, more: Partial<CodeBlock> = {}): CodeBlock => ({
  language: '',
  text,
  isClosed: true,
  ...more,
});

describe('code blocks of an answer', () => {
  const cases: readonly [what: string, markdown: string, ...blocks: readonly CodeBlock[]][] = [
    ['a fence', 'Text\n```ts\na();\n```\nmore', block('a();\n', { language: 'ts' })],
    ['a fence of tildes with fences of backticks in it', '~~~\n```\n~~~', block('```\n')],
    ['a longer fence', '````js\n```\na\n```\n````', block('```\na\n```\n', { language: 'js' })],
    ['a fence in a list', '1. so\n   ```py\n   a\n     b\n   ```', block('a\n  b\n', { language: 'py' })],
    ['Windows line ends', '```js\r\na\r\n```\r\n', block('a\n', { language: 'js' })],
    ['inline code that looks like a fence', '```a``` is code', ...[]],
    ['one that is not closed', '```js\na();', block('a();\n', { language: 'js', isClosed: false })],
    [
      'Markdown that holds fences of the same length',
      '```markdown\n# A\n```js\na\n```\nb\n```\nend',
      block('# A\n```js\na\n```\nb\n', { language: 'markdown' }),
    ],
    [
      'a search/replace block that holds a fence',
      '```\n<<<<<<< SEARCH\n```\n=======\n~~~\n>>>>>>> REPLACE\n```',
      block('<<<<<<< SEARCH\n```\n=======\n~~~\n>>>>>>> REPLACE\n'),
    ],
    [
      'a search/replace block without a fence',
      'a.ts\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\nend',
      block('<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n', { path: 'a.ts' }),
    ],
    [
      'search/replace blocks of two files in one fence',
      '```\na.ts\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n\nb.ts\n<<<<<<< SEARCH\nc\n=======\nd\n>>>>>>> REPLACE\n```',
      block('a.ts\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n', { path: 'a.ts' }),
      block('\nb.ts\n<<<<<<< SEARCH\nc\n=======\nd\n>>>>>>> REPLACE\n', { path: 'b.ts' }),
    ],
    [
      'a patch of two files without a fence',
      'So:\n*** Begin Patch\n*** Update File: a.ts\n@@\n-a\n+b\n*** Add File: b.ts\n+c\n*** End Patch\nend',
      block('*** Begin Patch\n*** Update File: a.ts\n@@\n-a\n+b\n*** End Patch\n', { path: 'a.ts' }),
      block('*** Begin Patch\n*** Add File: b.ts\n+c\n*** End Patch\n', { path: 'b.ts' }),
    ],
    [
      'a unified diff of two files',
      '```diff\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-a\n+b\n--- a/b.ts\n+++ b/b.ts\n@@ -1 +1 @@\n--- c\n+d\n```',
      block('--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-a\n+b', { language: 'diff', path: 'a.ts' }),
      block('--- a/b.ts\n+++ b/b.ts\n@@ -1 +1 @@\n--- c\n+d\n', { language: 'diff', path: 'b.ts' }),
    ],
  ];
  for (const [what, markdown, ...blocks] of cases) {
    it(`are found: ${what}`, () => assert.deepEqual(codeBlocksOf(markdown), blocks));
  }

  const paths: readonly [markdown: string, path: string | undefined][] = [
    ['```ts src/a.ts\na\n```', 'src/a.ts'],
    ['```ts:src/a.ts\na\n```', 'src/a.ts'],
    ['```src/a.ts\na\n```', 'src/a.ts'],
    ['```12:20:src/a.ts\na\n```', 'src/a.ts'],
    ['```ts title="src/a.ts"\na\n```', 'src/a.ts'],
    ['```ts {file=src/a.ts}\na\n```', 'src/a.ts'],
    ['**`src/a.ts`**:\n\n```ts\na\n```', 'src/a.ts'],
    ['### src/a.ts\n```ts\na\n```', 'src/a.ts'],
    ['File: src/a.ts\n```ts\na\n```', 'src/a.ts'],
    ['Change `src/a.ts` like this:\n```ts\na\n```', 'src/a.ts'],
    ['From `src/a.ts` to `src/b.ts`:\n```ts\na\n```', undefined],
    ['```ts\n// src/a.ts\na\n```', 'src/a.ts'],
    ['```html\n<!-- index.html -->\na\n```', 'index.html'],
    ['```py\n# filepath: /home/x/a.py\na\n```', '/home/x/a.py'],
    ['```py\n# see a.py for more\na\n```', undefined],
    ['```js\nconst a = 1; // a.js\n```', undefined],
    ['In Node.js:\n```js\na\n```', undefined],
    ['Makefile\n```make\na\n```', 'Makefile'],
    ['`src/a.ts`\n```ts\na\n```\n```ts\nb\n```', 'src/a.ts'],
  ];
  for (const [markdown, path] of paths) {
    it(`name ${path ?? 'no file'}: ${JSON.stringify(markdown)}`, () =>
      assert.equal(codeBlocksOf(markdown)[0]?.path, path));
  }

  it('do not pass the path of one block on to the next', () => {
    assert.deepEqual(
      codeBlocksOf('`src/a.ts`\n```ts\na\n```\n```ts\nb\n```').map(({ path }) => path),
      ['src/a.ts', undefined],
    );
  });
});
