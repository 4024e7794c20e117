import assert from 'node:assert/strict';
import { ignoreSettings, settingsInEnvironment } from '../../../../../src/engine/privacy/exclusions/gitConfig';

/** The user's ignore file as these settings name it, for the repository in `/r`. */
async function named(files: Readonly<Record<string, string>>): Promise<string | undefined> {
  const place = { top: '/r', git: '/r/.git', common: '/r/.git' };
  return (await ignoreSettings((path) => Promise.resolve(files[path]), { home: '/h' }, place)).file;
}

describe('gitConfig: the user’s own ignore file', () => {
  const include = (condition: string): Readonly<Record<string, string>> => ({
    '/h/.gitconfig': `[includeIf "${condition}"]\n path = x\n`,
    '/h/x': '[core]\nexcludesFile = /b',
  });
  const cases: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, file: string]>> = {
    'its usual place': [{}, '/h/.config/git/ignore'],
    'below the home': [{ '/h/.gitconfig': '[core]\n excludesFile = ~/ig' }, '/h/ig'],
    'in quotes, before a note': [{ '/h/.gitconfig': '[core]\n excludesfile = "~/my ig" ; note' }, '/h/my ig'],
    'on the line of its section': [{ '/h/.gitconfig': '[CORE] ExcludesFile=/a' }, '/a'],
    'with a mark of Windows': [{ '/h/.gitconfig': '\ufeff[core]\r\n\texcludesFile = ~/ig\r\n' }, '/h/ig'],
    'that may be missing': [{ '/h/.gitconfig': '[core]\n excludesFile = :(optional)~/ig' }, '/h/ig'],
    'on two lines': [{ '/h/.gitconfig': '[core]\n excludesFile = ~/a\\\nb' }, '/h/ab'],
    'of a folder’s own settings': [include('gitdir:/r/'), '/b'],
    'of a folder’s own settings, in any case': [include('gitdir/i:/R/**'), '/b'],
    'of another folder’s settings': [include('gitdir:/other/'), '/h/.config/git/ignore'],
    'of a folder that a set of letters fits': [include('gitdir:/[r-s]/'), '/b'],
    'of a branch': [{ ...include('onbranch:main'), '/r/.git/HEAD': 'ref: refs/heads/main\n' }, '/b'],
    'of a kind of branches': [{ ...include('onbranch:fix/'), '/r/.git/HEAD': 'ref: refs/heads/fix/a/b\n' }, '/b'],
    'of another branch': [
      { ...include('onbranch:fix/'), '/r/.git/HEAD': 'ref: refs/heads/main\n' },
      '/h/.config/git/ignore',
    ],
    'of no branch': [{ ...include('onbranch:**'), '/r/.git/HEAD': '0123456789\n' }, '/h/.config/git/ignore'],
    'of a remote': [
      {
        ...include('hasconfig:remote.*.url:https://work.example/**'),
        '/r/.git/config': '[remote "origin"]\n url = https://work.example/a/b.git\n',
      },
      '/b',
    ],
    'of another remote': [
      {
        ...include('hasconfig:remote.*.url:https://work.example/**'),
        '/r/.git/config': '[remote "origin"]\n url = https://other.example/a/b.git\n',
      },
      '/h/.config/git/ignore',
    ],
    'below the home of another user': [
      { '/h/.gitconfig': '[core]\n excludesFile = ~eve/ig', '/etc/passwd': 'eve:x:7:7::/homes/eve:/bin/sh\n' },
      '/homes/eve/ig',
    ],
    'of the working tree alone': [
      {
        '/r/.git/config': '[extensions]\n worktreeConfig\n',
        '/r/.git/config.worktree': '[core]\nexcludesFile=/b',
      },
      '/b',
    ],
    'of a working tree that has no settings of its own': [
      { '/r/.git/config.worktree': '[core]\nexcludesFile=/b' },
      '/h/.config/git/ignore',
    ],
    'as the last file says': [
      { '/h/.config/git/config': '[core]\nexcludesFile=/a', '/r/.git/config': '[core]\nexcludesFile=/c' },
      '/c',
    ],
  };
  for (const [what, [files, file]] of Object.entries(cases)) {
    it(`is found: ${what}`, async () => assert.equal(await named(files), file));
  }

  it('is the one that the environment names, over all files', async () => {
    const settings = settingsInEnvironment({
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.excludesFile',
      GIT_CONFIG_VALUE_0: '~/env',
    });
    const place = { top: '/r', git: '/r/.git', common: '/r/.git' };
    const read = (path: string): Promise<string | undefined> =>
      Promise.resolve(path === '/r/.git/config' ? '[core]\nexcludesFile=/c\nignoreCase = yes' : undefined);
    const found = { file: '/h/env', ignoreCase: true };
    assert.deepEqual(await ignoreSettings(read, { home: '/h', settings }, place), found);
  });

  it('is not looked for where the user is on another machine, but for what their repository names', async () => {
    const place = { top: '/r', git: '/r/.git', common: '/r/.git' };
    for (const [config, file] of [
      ['', undefined],
      ['[core]\nexcludesFile = ~/ig', undefined],
      ['[core]\nexcludesFile = my.ignore', '/r/my.ignore'],
    ] as const) {
      const read = (path: string): Promise<string | undefined> =>
        Promise.resolve(path === '/r/.git/config' ? config : undefined);
      assert.equal((await ignoreSettings(read, undefined, place)).file, file);
    }
  });

  it('is given up where settings are made to include each other without end, after a bounded number of files', async () => {
    let reads = 0;
    const config = `[include]\n${'path = config\n'.repeat(20)}`;
    const read = (path: string): Promise<string | undefined> => {
      reads += 1;
      return Promise.resolve(path === '/r/.git/config' ? config : undefined);
    };
    const place = { top: '/r', git: '/r/.git', common: '/r/.git' };
    await assert.rejects(ignoreSettings(read, { home: '/h' }, place), /include each other/);
    assert.ok(reads < 1_000, String(reads));
  });
});
