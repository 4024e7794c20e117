import assert from 'node:assert/strict';
import { applicableOf, blocksForFiles, blocksShownAs } from '../../../../../src/editor/edit/apply/answerBlocks';

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n`;

describe('the blocks of an answer', () => {
  it('that may be for files are those that name one, and code that is not for a terminal', () => {
    const answer = [
      fence('bash', 'npm test'),
      fence('ts', 'const a = 1;'),
      fence('text', 'All tests passed.'),
      `\`run.sh\`:\n\n${fence('bash', 'npm test')}`,
      fence('', 'plain'),
    ].join('\n');
    assert.deepEqual(
      blocksForFiles(answer).map(({ path, text }) => [path, text.trim()]),
      [
        [undefined, 'const a = 1;'],
        ['run.sh', 'npm test'],
        [undefined, 'plain'],
      ],
    );
    assert.deepEqual(applicableOf(answer), { blocks: 3, isCut: false });
  });

  it('that were cut off are not counted', () => {
    assert.deepEqual(applicableOf(`${fence('ts', 'a')}\n\`\`\`ts\nb`), { blocks: 1, isCut: true });
    assert.deepEqual(applicableOf('No code.'), { blocks: 0, isCut: false });
  });

  it('are found again by what the page shows, with their paths, the right one of several with one text', () => {
    const answer = `\`a/__init__.py\`:\n\n${fence('py', '')}\n\`b/__init__.py\`:\n\n${fence('py', '')}\n- in a list, \`c.py\`:\n\n  ${fence('py', '  x = 1').replaceAll('\n', '\n  ')}`;
    const paths = (text: string, before: number) => blocksShownAs(answer, { text, before }).map(({ path }) => path);
    assert.deepEqual([paths('', 0), paths('', 1)], [['a/__init__.py'], ['b/__init__.py']]);
    // The page has taken the indentation of the list away.
    assert.deepEqual(paths('x = 1', 0), ['c.py']);
    assert.deepEqual(paths('not in it', 0), [undefined]);
  });

  it('that are for several files are found as one for each', () => {
    const patch = [
      '--- a/a.txt',
      '+++ b/a.txt',
      '@@ -1 +1 @@',
      '-a',
      '+A',
      '--- a/b.txt',
      '+++ b/b.txt',
      '@@ -1 +1 @@',
      '-b',
      '+B',
    ];
    const text = patch.join('\n');
    const found = blocksShownAs(`Here:\n\n${fence('diff', text)}`, { text, before: 0 });
    assert.deepEqual(
      found.map(({ path, language, isClosed }) => [path, language, isClosed]),
      [
        ['a.txt', 'diff', true],
        ['b.txt', 'diff', true],
      ],
    );
  });
});
