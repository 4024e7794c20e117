import path from 'node:path';
import type { CliHost } from '../host';

type Place = Pick<CliHost, 'environment' | 'home' | 'platform'>;

/** The user's own configuration of the tool. */
export function userConfigFile(place: Place): string {
  return path.join(configFolder(place), 'everpair', 'everpair.json');
}

/** Where the tool keeps what it learns and what it was told, for this user. */
export function stateFolder(place: Place): string {
  const { environment, home, platform } = place;
  if (platform === 'win32') return path.join(folderIn(environment['LOCALAPPDATA'], home, 'AppData/Local'), 'everpair');
  return path.join(folderIn(environment['XDG_STATE_HOME'], home, '.local/state'), 'everpair');
}

/** What can be made again. */
export function cacheFolder(place: Place): string {
  const { environment, home, platform } = place;
  if (platform === 'win32') return path.join(stateFolder(place), 'cache');
  if (platform === 'darwin') return path.join(home, 'Library/Caches/everpair');
  return path.join(folderIn(environment['XDG_CACHE_HOME'], home, '.cache'), 'everpair');
}

/** Folders in which editions of VS Code keep what belongs to the user, the usual one first. */
export function editorFolders(place: Place): readonly string[] {
  const { home, platform } = place;
  const base = platform === 'darwin' ? path.join(home, 'Library/Application Support') : configFolder(place);
  return ['Code', 'Code - Insiders', 'VSCodium'].map((edition) => path.join(base, edition, 'User'));
}

function configFolder({ environment, home, platform }: Place): string {
  return platform === 'win32'
    ? folderIn(environment['APPDATA'], home, 'AppData/Roaming')
    : folderIn(environment['XDG_CONFIG_HOME'], home, '.config');
}

/** A relative one does not count, as the XDG specification says. */
function folderIn(value: string | undefined, home: string, usual: string): string {
  return value !== undefined && path.isAbsolute(value) ? value : path.join(home, usual);
}
