import assert from 'node:assert/strict';
import { fileNamesIn, readBlockPath } from '../../../../../src/editor/edit/apply/blockPath';

describe('readBlockPath', () => {
  it('takes paths below a folder, however they are written', () => {
    const paths = {
      'a.ts': 'a.ts',
      './src/a.ts': 'src/a.ts',
      'src\\a b.ts': 'src/a b.ts',
      'src//./a.ts': 'src/a.ts',
      '.github/x.yml': '.github/x.yml',
      '...odd/a': '...odd/a',
    };
    for (const [named, path] of Object.entries(paths)) {
      assert.deepEqual(readBlockPath(named), { type: 'relative', path }, named);
    }
  });

  it('refuses what is no path below a folder', () => {
    const refused = {
      absolute: [
        '/etc/passwd',
        '~/.ssh/config',
        '~root/x',
        'C:\\Windows\\x',
        'c:x',
        '\\\\host\\share\\x',
        'file:///x',
        'https://a/b',
      ],
      outside: ['../a.ts', 'src/../../a.ts', 'a/..', '.\\..\\a'],
      odd: ['', '  ', '.', 'src/', 'a\0b', 'a\nb', 'a\u202Egnp.ts', 'a\u200Bb.ts'],
    };
    for (const [why, paths] of Object.entries(refused)) {
      for (const path of paths) assert.deepEqual(readBlockPath(path), { type: 'refused', why }, JSON.stringify(path));
    }
  });
});

describe('fileNamesIn', () => {
  it('finds names of files in prose, each once and not more than asked for', () => {
    const text = 'Change `src/a.ts` and b.test.ts, then src/a.ts again. It is 1.5 times faster, e.g. in c.py.';
    assert.deepEqual(fileNamesIn(text, 10), ['src/a.ts', 'b.test.ts', '1.5', 'e.g', 'c.py']);
    assert.deepEqual(fileNamesIn(text, 2), ['src/a.ts', 'b.test.ts']);
  });
});
