import assert from 'node:assert/strict';
import { globMatcher } from '../../../../../src/engine/privacy/exclusions/exclusionGlobs';

interface Settings {
  readonly user?: unknown;
  readonly workspace?: unknown;
  readonly folder?: unknown;
}

/** The rules that fit a path, with `everpair.exclude` as given. */
async function fitting(path: string, { user, workspace, folder }: Settings, anywhere = true): Promise<string[]> {
  const level = { setting: 's', anywhere, user: [{}, user], narrowing: [workspace, folder] };
  const matcher = await globMatcher([level], false);
  return matcher(path).map(({ rule, onlyIf }) => (onlyIf === undefined ? rule : `${rule} if ${onlyIf}`));
}

describe('globMatcher: the globs of a setting', () => {
  const table: readonly [glob: string, path: string, fits: boolean][] = [
    ['**/generated/**', 'src/generated/a.ts', true],
    ['**/generated/**', 'src/a.ts', false],
    ['**/generated', 'src/generated/deep/a.ts', true],
    ['src/{a,b}', 'src/b/c.ts', true],
    ['src/[!a]*', 'src/b.ts', true],
    ['src/[!a]*', 'src/a.ts', false],
    ['*.sql', 'deep/down/dump.sql', true],
    ['secrets', 'deep/secrets/a.ts', true],
    ['secrets/', 'deep/secrets/a.ts', true],
    ['/src/keys', 'src/keys/a.ts', true],
    ['src/keys', 'lib/src/keys/a.ts', false],
    ['**/.hidden', '.hidden/a.ts', true],
    ['*', '.dotfile', true],
    ['!**/*.ts', 'a.js', false],
    ['', 'a.ts', false],
  ];
  for (const [glob, path, fits] of table) {
    it(`${fits ? 'exclude' : 'let'} ${path} with "${glob}"`, async () => {
      const found = await fitting(path, { user: { [glob]: true } });
      assert.equal(found.length > 0, fits, String(found));
    });
  }

  it('fit at the top only where VS Code has them so', async () => {
    assert.deepEqual(await fitting('a/x.sql', { user: { '*.sql': true } }, false), []);
    assert.deepEqual(await fitting('x.sql', { user: { '*.sql': true } }, false), ['"*.sql" in the setting s']);
  });

  const levels: readonly [what: string, settings: Settings, excluded: boolean][] = [
    ['the user’s', { user: { '**/x': true } }, true],
    ['the workspace’s', { workspace: { '**/x': true } }, true],
    ['the folder’s', { folder: { '**/x': true } }, true],
    ['the user’s, which a workspace cannot switch off', { user: { '**/x': true }, workspace: { '**/x': false } }, true],
    [
      'the workspace’s, which a folder cannot switch off',
      { workspace: { '**/x': true }, folder: { '**/x': false } },
      true,
    ],
    ['one that the user has switched off', { user: { '**/x': false } }, false],
    [
      'one that the user has switched off and a workspace on',
      { user: { '**/x': false }, workspace: { '**/x': true } },
      true,
    ],
    ['one with a value that is not understood', { user: { '**/x': 'yes' } }, true],
    ['one in a list', { user: ['**/x'] }, true],
    [
      'the user’s, to which a workspace puts a condition',
      { user: { '**/x': true }, workspace: { '**/x': { when: 'y' } } },
      true,
    ],
  ];
  for (const [what, settings, excluded] of levels) {
    it(`${excluded ? 'hold for' : 'do not hold for'} ${what}`, async () => {
      assert.deepEqual(await fitting('a/x', settings), excluded ? ['"**/x" in the setting s'] : []);
    });
  }

  it('count only next to another file where they say so', async () => {
    const user = { '**/*.js': { when: '$(basename).ts' } };
    assert.deepEqual(await fitting('a/b.c.js', { user }), ['"**/*.js" in the setting s if a/b.c.ts']);
  });

  for (const [pattern, path] of [
    [`${'*a'.repeat(8)}b`, `${'a'.repeat(200)}.ts`],
    [`${'**/a/'.repeat(8)}b`, `${'a/'.repeat(300)}x.ts`],
    [`${'{a,aa}'.repeat(40)}b`, `${'a'.repeat(80)}.ts`],
  ] as const) {
    it(`exclude what cannot be decided in a bounded time: ${pattern.slice(0, 20)}`, async () => {
      assert.match((await fitting(path, { workspace: { [pattern]: true } })).join(), /take too long/);
      assert.deepEqual(await fitting('src/plain.ts', { workspace: { '*a*a*': true, '**/x/**/y/**': true } }), []);
    });
  }

  it('are no patterns of another kind', async () => {
    assert.deepEqual(await fitting(`${'a'.repeat(60)}.ts`, { workspace: { '(a+)+b': true, '(a|aa)+b': true } }), []);
    assert.equal((await fitting('a(1)+b|c.ts', { workspace: { 'a(1)+b|*.ts': true } })).length, 1);
  });
});
