import assert from 'node:assert/strict';
import { type Application, applyBlock } from '../../../../../src/engine/edit';

function applied(source: string, text: string): Promise<Application> {
  return applyBlock({ source, block: { language: '', text, isClosed: true }, languageId: 'plaintext' });
}

const section = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n`;

/** Files that lost a line of what the block shows, and have the rest of it elsewhere, nearly. */
describe('a block that fits no place word for word is refused where the place it fits nearly may be by chance', () => {
  const several = { type: 'refused', reason: 'several-places' };
  const none = { type: 'refused', reason: 'no-place' };
  const sections: readonly [what: string, source: string, search: string, replace: string, expected: object][] = [
    ['a blank line at its end goes alone', 'b\n}\na\nb\nc\n}\n\n', 'b\n}\n\n', 'b\n}\n', none],
    [
      'the rest is there twice without its first line',
      'start();\nrun();\n}\nwait();\nrun();\n}\n',
      '\nstart();\nrun();\n}\n',
      '\nstart();\nrun();\nstop();\n}\n',
      several,
    ],
    [
      'its first line stands below a blank one elsewhere',
      'a\nreturn b;\nrun();\nrun();\nb\n\nreturn b;\nrun();\nb\n',
      '\nreturn b;\nrun();\nrun();\nb\n',
      '\nreturn b;\nrun();\nrun();\na\nb\n',
      several,
    ],
    [
      'blank lines apart, its last line is there twice',
      'begin\n\nrun();\nrun();\n',
      'begin\nrun();\n',
      'begin\nrun();\nstop();\n',
      none,
    ],
    ['it says hardly anything and is indented otherwise', 'c\n  a\n  a\nx = 1\na\n', 'a\na\n', 'a\na\na\n', none],
  ];
  for (const [what, source, search, replace, expected] of sections)
    it(`as a section: ${what}`, async () =>
      assert.deepEqual(await applied(source, section(search, replace)), expected));

  it('as a patch: its first line is not there, and the two around the change are there twice', async () => {
    const patch = '@@\n x = 1\n // c\n y = f(x)\n+a\n b\n';
    assert.deepEqual(await applied('// c\ny = f(x)\nb\ny = f(x)\nb\n', patch), several);
  });

  it('as a patch: it says hardly anything and is indented otherwise', async () => {
    assert.deepEqual(await applied('c\n  a\n  a\nx = 1\na\n', '@@\n a\n a\n+a\n'), none);
  });

  it('and applied as it is written where it leaves out a blank line', async () => {
    const source = 'start {\n  begin();\n  run();\n\n}\nend();\n';
    const text = section('start {\n  begin();\n  run();\n}\n', 'start {\n  run();\n}\n');
    assert.deepEqual(await applied(source, text), { type: 'changed', text: 'start {\n  run();\n}\nend();\n' });
  });

  it('and applied where only one place is left', async () => {
    const text = section('\nstart();\nrun();\n', '\nstart();\nstop();\n');
    const source = 'begin();\nstart();\nrun();\nend();\n';
    assert.deepEqual(await applied(source, text), { type: 'changed', text: source.replace('run', 'stop') });
  });
});
