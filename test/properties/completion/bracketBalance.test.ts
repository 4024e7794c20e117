import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { bracketBalanceOf } from '../../../src/engine/completion/syntax/bracketBalance';
import { scan } from '../../../src/engine/completion/syntax/lexer';
import { openAtStart } from '../../../src/engine/completion/syntax/openAtStart';
import type { Opener } from '../../../src/engine/completion/syntax/openers';

const languages = [
  'typescript',
  'python',
  'rust',
  'go',
  'ruby',
  'shellscript',
  'lua',
  'html',
  'css',
  'php',
  'markdown',
];

/** What begins or ends something in one language or another, with line breaks and escapes in between. */
const marks = fc.constantFrom(
  ...['(', ')', '[', ']', '{', '}', '"', "'", '`', '"""', '${', '\\', '/*', '*/', '//', '#', '--', '<!--', '-->'],
  ...['<<EOF', 'EOF', '\n', '\n', '\n  ', ' ', 'a', 'b = 1', "'x'"],
);

describe('what is open at the cursor', () => {
  it('is the same whether the lines above are read with the cursor’s or apart, and in whatever order keys come', () => {
    const text = fc.array(marks, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, fc.constantFrom(...languages), (texts, line, languageId) => {
        const lines = texts.map((each) => `${each}\n`).join('');
        for (let length = 0; length <= line.length; length += 1) {
          const prefix = lines + line.slice(0, length);
          const { open, inComment } = bracketBalanceOf({ prefix, suffix: '', path: 'a', languageId });
          // That a text begins in a comment is told by the lines above alone.
          const above = prefix.slice(0, prefix.lastIndexOf('\n') + 1);
          const whole = scan(prefix, languageId, openAtStart(above, languageId), 0);
          // A string that an escaped line break holds together begins in another line than it goes on in.
          const told = ({ mark, indent }: Opener): unknown => (prefix.includes('\\\n') ? mark : [mark, indent]);
          assert.deepEqual(open.map(told), whole.open.map(told));
          const isBlock = ['/*', '<!--'].includes(whole.open.at(-1)?.mark ?? '');
          assert.equal(inComment, whole.inLineComment || isBlock);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is told by what stands behind the cursor in the same way after other places were asked about', () => {
    const cursor = { prefix: 'f(', suffix: ');\ng(a);\n', path: 'a.ts', languageId: 'typescript' };
    const fresh = bracketBalanceOf(cursor);
    for (const suffix of ['', ')', '}\n', '"', ']\n)'])
      for (const prefix of ['', '"', 'f("', '{\n  [', '// (']) bracketBalanceOf({ ...cursor, prefix, suffix });
    assert.deepEqual(bracketBalanceOf({ ...cursor }), fresh);
  });
});
