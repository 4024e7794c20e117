import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type FileProbe, GitIgnore } from '../../src/engine/privacy/exclusions/gitIgnore';
import '../seed';

const files: FileProbe = {
  read: async (file) => (existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined),
  exists: async (file) => existsSync(file),
};

const names = ['a', 'b', 'dist', 'src', 'scratch'];
const leaves = ['X.LOG', 'x.log', 'x.ts', 'keep.log', 'y.private.js', 'dist', '#x', 'a b'];
const pattern = fc.constantFrom(
  ...[
    '*.log',
    '!keep.log',
    'dist/',
    '/dist',
    'dist',
    '!dist',
    'scratch/',
    '*.private.js',
    'a/**',
    '**/b',
    'a/*',
    '!a/b',
    'src/*.ts',
  ],
  ...[
    '/a/b/',
    '**/dist/**',
    '\\#x',
    '# a note',
    '',
    'a b',
    'x.??',
    '[ab]',
    '!x.ts',
    '*',
    '!*/',
    'b/x.log',
    '!/a/x.ts',
    'x.[!t]*',
  ],
);
const rules = fc.array(pattern, { maxLength: 4 }).map((lines) => lines.join('\n'));
const folder = fc.array(fc.constantFrom(...names), { maxLength: 3 });
const world = fc.record({
  own: fc.array(fc.tuple(folder, rules), { maxLength: 3 }),
  exclude: rules,
  user: rules,
  /** Where the user's ignore file is named: nowhere, in either of the user's files, in the repository's, or in one included. */
  named: fc.constantFrom(
    ...(['default', 'gitconfig', 'xdg', 'repository', 'included', 'working tree'] as const),
    ...(['by folder', 'by set', 'by branch', 'by remote', 'by other branch', 'by other remote'] as const),
  ),
  ignoresCase: fc.boolean(),
  isWorktree: fc.boolean(),
  paths: fc.array(fc.tuple(folder, fc.constantFrom(...leaves)), { minLength: 1, maxLength: 8 }),
});

function put(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe('what git ignores, beside git itself', () => {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'everpair-git-')));
  after(() => rmSync(base, { recursive: true, force: true }));
  let number = 0;

  it('is the same for drawn trees, rules, settings of the user and linked worktrees', async function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(world, async ({ own, exclude, user, named, isWorktree, ignoresCase, paths }) => {
        number += 1;
        const home = path.join(base, `${number}`, 'home');
        const first = path.join(base, `${number}`, 'first');
        const env = { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1' };
        const git = (cwd: string, ...args: string[]): string =>
          execFileSync('git', args, { cwd, env, stdio: 'pipe' }).toString();
        mkdirSync(home, { recursive: true });
        mkdirSync(first, { recursive: true });
        git(first, 'init', '-q', '-b', 'topic/one');
        git(first, 'remote', 'add', 'origin', 'https://work.example/team/it.git');
        git(first, 'config', 'core.ignoreCase', String(ignoresCase));
        const excludesFile = named === 'default' ? '.config/git/ignore' : 'own ignore';
        put(path.join(home, excludesFile), user);
        const setting = `[Core]\n\texcludesFile = "~/own ignore" ; a note\n`;
        if (named === 'gitconfig') put(path.join(home, '.gitconfig'), setting);
        if (named === 'xdg') put(path.join(home, '.config/git/config'), setting);
        if (named === 'repository') writeFileSync(path.join(first, '.git/config'), setting, { flag: 'a' });
        const conditions: Partial<Record<typeof named, string>> = {
          included: '[include]',
          'by folder': `[includeIf "gitdir:${path.dirname(first)}/"]`,
          'by set': `[includeIf "gitdir:${path.dirname(first)}/[a-g]irst/"]`,
          // A linked worktree is on a branch of its own.
          'by branch': `[includeIf "onbranch:${isWorktree ? 'second' : 'topic/'}"]`,
          'by other branch': '[includeIf "onbranch:top"]',
          'by remote': '[includeIf "hasconfig:remote.*.url:https://work.example/**"]',
          'by other remote': '[includeIf "hasconfig:remote.*.url:https://*.example"]',
        };
        const section = conditions[named];
        if (section !== undefined) {
          put(path.join(home, '.gitconfig'), `${section}\n\tpath = more.config\n`);
          put(path.join(home, 'more.config'), setting);
        }
        let top = first;
        if (isWorktree) {
          git(first, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'first');
          top = path.join(path.dirname(first), 'second');
          git(first, 'worktree', 'add', '-q', top);
        }
        if (named === 'working tree') {
          git(first, 'config', 'extensions.worktreeConfig', 'true');
          git(top, 'config', '--worktree', 'core.excludesFile', '~/own ignore');
        }
        put(path.join(first, '.git/info/exclude'), exclude);
        for (const [at, text] of own) put(path.join(top, ...at, '.gitignore'), text);
        const all = [...new Set(paths.map(([at, leaf]) => path.join(...at, leaf)))].filter((each) => {
          // A name is a file or a folder, whichever came first.
          try {
            put(path.join(top, each), '');
            return true;
          } catch {
            return false;
          }
        });
        const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
          cwd: top,
          env,
          input: all.join('\0'),
        });
        const expected = new Set(
          stdout
            .toString()
            .split('\0')
            .filter((each) => each !== ''),
        );
        const ignore = new GitIgnore({ files, clock: { monotonicMs: () => 0 }, ignoreCase: false, user: { home } });
        for (const each of all) {
          const rule = await ignore.ruleFor(path.join(top, each), top);
          assert.equal(rule !== undefined, expected.has(each), `${each}: ${rule ?? 'not ignored'}`);
        }
        rmSync(path.dirname(first), { recursive: true, force: true });
      }),
      { numRuns: 100 },
    );
  });

  it('is the same in a submodule’s own rules', async function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
    const top = path.join(base, 'outer');
    put(path.join(top, '.git/modules/sub/info/exclude'), '*.secret\n');
    put(path.join(top, '.git/HEAD'), 'ref: refs/heads/main\n');
    put(path.join(top, 'sub/.git'), 'gitdir: ../.git/modules/sub\n');
    const ignore = new GitIgnore({ files, clock: { monotonicMs: () => 0 }, ignoreCase: false });
    assert.equal(await ignore.ruleFor(path.join(top, 'sub/deep/a.secret'), top), '"*.secret" in .git/info/exclude');
    assert.equal(await ignore.ruleFor(path.join(top, 'a.secret'), top), undefined);
  });
});
