/** Reads a file by its absolute path; undefined where there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** Where git looks for the user's own settings. Absolute paths with `/`. */
export interface GitUser {
  readonly home: string;
  /** `$XDG_CONFIG_HOME`; `.config` in the home where absent. */
  readonly configHome?: string;
  /** `$GIT_CONFIG_GLOBAL`, in the place of the user's own files. */
  readonly globalConfig?: string;
  /** `/etc/gitconfig`, or `$GIT_CONFIG_SYSTEM`; not read where absent. */
  readonly systemConfig?: string;
}

/** Files that include each other at most: git's own limit. */
const deepest = 10;

/** The user's ignore file for a repository whose settings are in the folder `common`, as `core.excludesFile` names it. */
export async function userIgnoreFile(
  read: ReadFile,
  user: GitUser,
  place: { readonly top: string; readonly git: string; readonly common: string },
): Promise<string> {
  const configHome = user.configHome ?? `${user.home}/.config`;
  const own =
    user.globalConfig === undefined ? [`${configHome}/git/config`, `${user.home}/.gitconfig`] : [user.globalConfig];
  const files = [...(user.systemConfig === undefined ? [] : [user.systemConfig]), ...own, `${place.common}/config`];
  if (place.git !== place.common) files.push(`${place.git}/config.worktree`);
  let named: string | undefined;
  // Later files overrule those before.
  for (const file of files) named = (await namedIn(file, 0)) ?? named;
  return named === undefined ? `${configHome}/git/ignore` : resolved(place.top, expanded(named, user.home));

  async function namedIn(file: string, depth: number): Promise<string | undefined> {
    const text = depth > deepest ? undefined : await read(file);
    if (text === undefined) return undefined;
    let found: string | undefined;
    for (const { section, key, value } of entriesOf(text)) {
      if (section === 'core' && key === 'excludesfile') found = value;
      const isIncluded = key === 'path' && (section === 'include' || includesHere(section, place.git, user.home, file));
      if (isIncluded) found = (await namedIn(resolved(parentOf(file), expanded(value, user.home)), depth + 1)) ?? found;
    }
    return found;
  }
}

/** Whether a section `includeIf "gitdir:…"` is meant for a repository. Other conditions are taken for not met. */
function includesHere(section: string, git: string, home: string, file: string): boolean {
  const [, kind, written = ''] = /^includeif "(gitdir(?:\/i)?):(.*)"$/s.exec(section) ?? [];
  if (kind === undefined) return false;
  let pattern = expanded(written, home).replace(/^\.\//, `${parentOf(file)}/`);
  if (!/^(?:\/|[a-zA-Z]:\/)/.test(pattern)) pattern = `**/${pattern}`;
  if (pattern.endsWith('/')) pattern += '**';
  const source = pattern
    .split(/(\*\*\/|\/\*\*|\*\*|\*|\?)/)
    .map((part) => globs[part] ?? part.replace(/[\\^$.|+()[\]{}]/g, '\\$&'))
    .join('');
  return new RegExp(`^${source}$`, kind.endsWith('/i') ? 'i' : '').test(git);
}

const globs: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '/**': '/.*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

interface Entry {
  /** `core`, or `includeif "gitdir:~/work/"`; the name in lower case. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The entries of a file in git's own format. */
function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let section = '';
  for (const line of text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n/g, '')
    .split(/\r?\n/)) {
    const [, name, quoted, rest] = /^\s*\[\s*([\w.-]+)\s*(?:"((?:\\.|[^"\\])*)")?\s*\](.*)$/.exec(line) ?? [];
    if (name !== undefined)
      section = name.toLowerCase() + (quoted === undefined ? '' : ` "${quoted.replace(/\\(.)/g, '$1')}"`);
    const [, key, value] = /^\s*([A-Za-z][\w-]*)\s*=(.*)$/.exec(rest ?? line) ?? [];
    if (key !== undefined) entries.push({ section, key: key.toLowerCase(), value: valueOf(value ?? '') });
  }
  return entries;
}

/** Without quotes, comments and the spaces around it. */
function valueOf(written: string): string {
  let value = '';
  let isQuoted = false;
  let kept = 0;
  for (let at = 0; at < written.length; at += 1) {
    const character = written.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\') {
      at += 1;
      value +=
        ({ n: '\n', t: '\t', b: '' } as Readonly<Record<string, string>>)[written.charAt(at)] ?? written.charAt(at);
      kept = value.length;
    } else if (!isQuoted && (character === '#' || character === ';')) break;
    else if (isQuoted || !/\s/.test(character)) {
      value += character;
      kept = value.length;
    } else if (value !== '') value += character;
  }
  return value.slice(0, kept);
}

/** A path that may be missing is marked as optional by newer gits. */
function expanded(path: string, home: string): string {
  return path
    .replace(/^:\(optional\)/, '')
    .replaceAll('\\', '/')
    .replace(/^~(?=\/|$)/, home);
}

/** A path as seen from a folder, without `.` and `..` in it. */
export function resolved(folder: string, path: string): string {
  const slashes = path.replaceAll('\\', '/');
  const isDrive = /^[a-zA-Z]:\//.test(slashes);
  const whole = slashes.startsWith('/') ? slashes : isDrive ? `/${slashes}` : `${folder}/${slashes}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
