import assert from 'node:assert/strict';
import { userIgnoreFile } from '../../../src/privacy/gitConfig';

/** The user's ignore file as these settings name it, for the repository in `/r`. */
function named(files: Readonly<Record<string, string>>): Promise<string> {
  const place = { top: '/r', git: '/r/.git', common: '/r/.git' };
  return userIgnoreFile((path) => Promise.resolve(files[path]), { home: '/h' }, place);
}

describe('the user’s own ignore file', () => {
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
    'as the last file says': [
      { '/h/.config/git/config': '[core]\nexcludesFile=/a', '/r/.git/config': '[core]\nexcludesFile=/c' },
      '/c',
    ],
  };
  for (const [what, [files, file]] of Object.entries(cases)) {
    it(`is found: ${what}`, async () => assert.equal(await named(files), file));
  }
});
