import assert from 'node:assert/strict';
import { diffParts } from '../../../../src/engine/privacy/diffParts';

const pathsOf = (...lines: readonly string[]): readonly (readonly string[])[] =>
  diffParts(`${lines.join('\n')}\n`).map(({ paths }) => paths);

describe('diffParts', () => {
  it('is a part for each file, with its text', () => {
    const first = 'diff --git a/a.ts b/a.ts\nindex 1..2 100644\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-old\n+new';
    const second = 'diff --git a/b.ts b/b.ts\nnew file mode 100644\n--- /dev/null\n+++ b/b.ts\n@@ -0,0 +1 @@\n+x';
    assert.deepEqual(diffParts(`${first}\n${second}\n`), [
      { paths: ['a.ts'], text: first },
      { paths: ['b.ts'], text: second },
    ]);
    assert.deepEqual(diffParts(''), []);
  });

  it('names both places of a file that was moved or deleted', () => {
    assert.deepEqual(
      pathsOf('diff --git a/.env b/src/x.ts', 'similarity index 100%', 'rename from .env', 'rename to src/x.ts'),
      [['.env', 'src/x.ts']],
    );
    assert.deepEqual(
      pathsOf('diff --git a/old b/old', 'deleted file mode 100644', '--- a/old', '+++ /dev/null', '@@'),
      [['old']],
    );
  });

  it('is not misled by lines of a file that look like its head', () => {
    assert.deepEqual(
      pathsOf(
        'diff --git a/a b/a',
        '--- a/a',
        '+++ b/a',
        '@@ -1,2 +1,2 @@',
        '--- a/other',
        '+++ b/other',
        '-diff --git a/x b/x',
      ),
      [['a']],
    );
  });

  it('reads names with spaces and with letters that git writes as numbers', () => {
    assert.deepEqual(pathsOf('diff --git a/my file b/my file', '--- a/my file\t', '+++ b/my file\t', '@@'), [
      ['my file'],
    ]);
    assert.deepEqual(
      pathsOf(
        'diff --git "a/\\303\\244 \\"x\\"" "b/\\303\\244 \\"x\\""',
        '--- "a/\\303\\244 \\"x\\""',
        '+++ "b/\\303\\244 \\"x\\""',
        '@@',
      ),
      [['ä "x"']],
    );
  });

  it('knows a file whose contents are not shown by its first line, and says where it cannot', () => {
    assert.deepEqual(pathsOf('diff --git a/i.png b/i.png', 'Binary files a/i.png and b/i.png differ'), [['i.png']]);
    assert.deepEqual(pathsOf('diff --git a/a b b/a b', 'old mode 100644', 'new mode 100755'), [['a b']]);
    assert.deepEqual(pathsOf('diff --git something else'), [[]]);
  });
});
