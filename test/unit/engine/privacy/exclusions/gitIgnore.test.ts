import assert from 'node:assert/strict';
import { type FileProbe, GitIgnore } from '../../../../../src/engine/privacy/exclusions/gitIgnore';

/** Files by path; a folder is there when something is in it. */
function probe(files: Record<string, string>): FileProbe & { reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    read: async (path) => {
      reads.push(path);
      return files[path];
    },
    exists: async (path) => Object.keys(files).some((file) => file === path || file.startsWith(`${path}/`)),
  };
}

function gitIgnore(files: FileProbe, now = () => 0): GitIgnore {
  return new GitIgnore({ files, clock: { monotonicMs: now }, ignoreCase: false });
}

const repository = { '/w/.git/HEAD': 'ref: refs/heads/main' };

describe('GitIgnore', () => {
  const rules: readonly [file: string, files: Record<string, string>, rule: string | undefined][] = [
    ['/w/a.log', { '/w/.gitignore': '*.log' }, '"*.log" in .gitignore'],
    ['/w/a.ts', { '/w/.gitignore': '*.log' }, undefined],
    ['/w/deep/down/a.log', { '/w/.gitignore': '*.log' }, '"*.log" in .gitignore'],
    ['/w/dist/a/b.js', { '/w/.gitignore': '# built\r\ndist/\r\n' }, '"dist/" in .gitignore'],
    ['/w/dist', { '/w/.gitignore': 'dist/' }, undefined],
    ['/w/a/dist/b.js', { '/w/.gitignore': '/dist/' }, undefined],
    // Nested files: the deeper decides, relative to where it is.
    ['/w/a/keep.log', { '/w/.gitignore': '*.log', '/w/a/.gitignore': '!keep.log' }, undefined],
    ['/w/a/b/keep.log', { '/w/.gitignore': '*.log', '/w/a/.gitignore': '!keep.log' }, undefined],
    ['/w/keep.log', { '/w/.gitignore': '*.log', '/w/a/.gitignore': '!keep.log' }, '"*.log" in .gitignore'],
    ['/w/a/b/keep.log', { '/w/.gitignore': '*.log', '/w/a/.gitignore': '!/keep.log' }, '"*.log" in .gitignore'],
    ['/w/a/b/x.ts', { '/w/a/b/.gitignore': '*' }, '"*" in a/b/.gitignore'],
    ['/w/a/x.ts', { '/w/a/b/.gitignore': '*' }, undefined],
    ['/w/a/b/gen/x.ts', { '/w/a/.gitignore': 'b/gen' }, '"b/gen" in a/.gitignore'],
    ['/w/a/c/b/gen/x.ts', { '/w/a/.gitignore': 'b/gen' }, undefined],
    ['/w/a/c/gen/x.ts', { '/w/a/.gitignore': 'gen/' }, '"gen/" in a/.gitignore'],
    ['/w/a/c/gen/x.ts', { '/w/a/.gitignore': '**/gen/**' }, '"**/gen/**" in a/.gitignore'],
    // What is in an ignored folder cannot be had back, but the folder can.
    ['/w/build/keep.ts', { '/w/.gitignore': 'build/\n!build/keep.ts' }, '"build/" in .gitignore'],
    ['/w/build/keep.ts', { '/w/.gitignore': 'build/', '/w/build/.gitignore': '!keep.ts' }, '"build/" in .gitignore'],
    ['/w/a/build/x.ts', { '/w/.gitignore': 'build', '/w/a/.gitignore': '!build' }, undefined],
    ['/w/build/keep.ts', { '/w/.gitignore': 'build/*\n!build/keep.ts' }, undefined],
    // Names that look like patterns, and patterns that look like comments.
    ['/w/[x] a/y.log', { '/w/[x] a/.gitignore': '*.log' }, '"*.log" in [x] a/.gitignore'],
    ['/w/x/y.log', { '/w/[x] a/.gitignore': '*.log' }, undefined],
    ['/w/a/#x', { '/w/a/.gitignore': '\\#x' }, '"\\#x" in a/.gitignore'],
    ['/w/a/!x', { '/w/a/.gitignore': '\\!x' }, '"\\!x" in a/.gitignore'],
    ['/w/private.ts', { '/w/.git/info/exclude': 'private.ts' }, '"private.ts" in .git/info/exclude'],
    ['/w/private.ts', { '/w/.git/info/exclude': 'private.ts', '/w/.gitignore': '!private.ts' }, undefined],
    ['/w/Dist/x', { '/w/.gitignore': 'dist' }, undefined],
    ['/w/a.ts', {}, undefined],
  ];
  for (const [file, files, rule] of rules) {
    const given = Object.entries(files).map(([path, text]) => `${path}: ${JSON.stringify(text)}`);
    it(`${rule === undefined ? 'does not ignore' : 'ignores'} ${file} with ${given.join(', ') || 'no rules'}`, async () => {
      assert.equal(await gitIgnore(probe({ ...repository, ...files })).ruleFor(file, '/w'), rule);
    });
  }

  it('ignores letter case where the repository’s settings say so', async () => {
    const rules = { '/w/.gitignore': 'Dist\n', '/w/a/.gitignore': 'SECRET.*\n' };
    const sensitive = gitIgnore(probe({ ...repository, ...rules }));
    assert.equal(await sensitive.ruleFor('/w/a/secret.ts', '/w'), undefined);
    const either = gitIgnore(probe({ ...repository, ...rules, '/w/.git/config': '[core]\n\tignorecase = true\n' }));
    assert.equal(await either.ruleFor('/w/a/secret.ts', '/w'), '"SECRET.*" in a/.gitignore');
    assert.equal(await either.ruleFor('/w/dist/x', '/w'), '"Dist" in .gitignore');
  });

  it('ignores letter case on Windows', async () => {
    const files = probe({ '/c:/w/.git/HEAD': '', '/c:/w/.gitignore': 'Dist\n', '/c:/w/a/.gitignore': 'x.ts' });
    const windows = new GitIgnore({ files, clock: { monotonicMs: () => 0 }, ignoreCase: true });
    assert.equal(await windows.ruleFor('/c:/w/a/dist/y.ts', '/c:/w'), '"Dist" in .gitignore');
    assert.equal(await windows.ruleFor('/c:/w/a/X.ts', '/c:/w'), '"x.ts" in a/.gitignore');
    assert.equal(await windows.ruleFor('/c:/w/a/y.ts', '/c:/w'), undefined);
    assert.equal(await windows.ruleFor('/c:/x.ts'), undefined);
  });

  it('heeds a repository above the workspace folder', async () => {
    const files = probe({ ...repository, '/w/.gitignore': 'packages/a/gen' });
    assert.equal(
      await gitIgnore(files).ruleFor('/w/packages/a/gen/x.ts', '/w/packages/a'),
      '"packages/a/gen" in .gitignore',
    );
  });

  it('reads a workspace folder without a repository, and nothing above it', async () => {
    const files = probe({ '/.gitignore': 'x.ts', '/w/.gitignore': 'y.ts', '/w/x.ts': '' });
    assert.equal(await gitIgnore(files).ruleFor('/w/y.ts', '/w'), '"y.ts" in .gitignore');
    assert.equal(await gitIgnore(files).ruleFor('/w/x.ts', '/w'), undefined);
  });

  it('asks the repository around a file outside the workspace, and nothing where there is none', async () => {
    const files = probe({ '/other/.git/HEAD': '', '/other/.gitignore': 'gen', '/loose/.gitignore': '*' });
    assert.equal(await gitIgnore(files).ruleFor('/other/gen/x.ts'), '"gen" in .gitignore');
    assert.equal(await gitIgnore(files).ruleFor('/loose/x.ts'), undefined);
  });

  it('reads once for all files of a folder, and again after a minute or after `forget`', async () => {
    const files = probe({ ...repository, '/w/.gitignore': '*.log' });
    let now = 0;
    const git = gitIgnore(files, () => now);
    await git.ruleFor('/w/a.ts', '/w');
    const first = files.reads.length;
    await git.ruleFor('/w/b.ts', '/w');
    assert.equal(files.reads.length, first);
    now = 60_000;
    await git.ruleFor('/w/a.ts', '/w');
    assert.equal(files.reads.length, 2 * first);
    git.forget();
    await git.ruleFor('/w/a.ts', '/w');
    assert.equal(files.reads.length, 3 * first);
  });

  it('reads again after a file could not be read', async () => {
    const files = probe({ ...repository, '/w/.gitignore': '*.log' });
    let broken = true;
    const flaky: FileProbe = {
      exists: (path) => files.exists(path),
      read: async (path) => {
        if (broken) throw new Error('The disk is on fire.');
        return files.read(path);
      },
    };
    const git = gitIgnore(flaky);
    await assert.rejects(git.ruleFor('/w/a.log', '/w'), /on fire/);
    broken = false;
    assert.equal(await git.ruleFor('/w/a.log', '/w'), '"*.log" in .gitignore');
  });
});
