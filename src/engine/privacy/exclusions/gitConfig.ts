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
  /** Settings of the environment, which come before all files. */
  readonly settings?: readonly Entry[];
}

/** `$GIT_CONFIG_COUNT` with its keys and values. */
export function settingsInEnvironment(environment: Readonly<Record<string, string | undefined>>): readonly Entry[] {
  const count = Math.min(Number(environment['GIT_CONFIG_COUNT'] ?? 0) || 0, maxEnvironmentSettings);
  return Array.from({ length: count }, (_, index) => {
    const name = environment[`GIT_CONFIG_KEY_${index}`] ?? '';
    const at = name.lastIndexOf('.');
    const value = environment[`GIT_CONFIG_VALUE_${index}`] ?? '';
    return { section: name.slice(0, Math.max(0, at)).toLowerCase(), key: name.slice(at + 1).toLowerCase(), value };
  });
}

const maxEnvironmentSettings = 1_000;

/** Files that include each other at most: git's own limit. */
const maxIncludeDepth = 10;

/** A repository that came as an archive brings settings of its own, which may be made to include each other for ever. */
const maxConfigFiles = 500;

/** Where a repository's files and settings are; `common` is shared by its linked worktrees. */
export interface GitPlace {
  readonly top: string;
  readonly git: string;
  readonly common: string;
}

/** The settings of git that decide what is ignored. */
export interface IgnoreSettings {
  /** The user's own ignore file; undefined where it cannot be known. */
  readonly file: string | undefined;
  readonly ignoreCase: boolean;
}

/** As git itself reads them for a repository: https://git-scm.com/docs/git-config. */
export async function ignoreSettings(
  read: ReadFile,
  user: GitUser | undefined,
  place: GitPlace,
): Promise<IgnoreSettings> {
  const configHome = user?.configHome ?? (user && `${user.home}/.config`);
  const own =
    user?.globalConfig === undefined ? [`${configHome}/git/config`, `${user?.home}/.gitconfig`] : [user.globalConfig];
  const files = [...(user?.systemConfig === undefined ? [] : [user.systemConfig]), ...(user ? own : [])];
  const shared = `${place.common}/config`;
  // Later files overrule those before.
  files.push(shared);
  const isOn = (entries: readonly Entry[], section: string, key: string): boolean =>
    isTrue(entries.findLast((entry) => entry.section === section && entry.key === key));
  if (isOn(entriesOf((await read(shared)) ?? ''), 'extensions', 'worktreeconfig'))
    files.push(`${place.git}/config.worktree`);
  const reader = new ConfigReader(read, user, place, files);
  const entries = [...(await reader.all()), ...(user?.settings ?? [])];
  const named = entries.findLast(({ section, key }) => section === 'core' && key === 'excludesfile')?.value;
  const usual = configHome === undefined ? undefined : `${configHome}/git/ignore`;
  const file = named === undefined ? usual : await reader.pathOf(named, place.top);
  return { file, ignoreCase: isOn(entries, 'core', 'ignorecase') };
}

/** A setting without a value is true. */
function isTrue(entry: Entry | undefined): boolean {
  return entry !== undefined && (entry.isBare || /^(?:true|yes|on|[1-9]\d*)$/i.test(entry.value));
}

/** Reads files of settings with all that they include for one repository. */
class ConfigReader {
  private urls: Promise<readonly string[]> | undefined;
  private count = 0;

  constructor(
    private readonly read: ReadFile,
    private readonly user: GitUser | undefined,
    private readonly place: GitPlace,
    private readonly files: readonly string[],
    /** Leaves out includes that depend on a remote, as git does where a remote must not be named. */
    private readonly seeksRemotes = false,
  ) {}

  async all(): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    for (const file of this.files) found.push(...(await this.entriesIn(file, 0)));
    return found;
  }

  private async remoteUrls(): Promise<readonly string[]> {
    if (this.seeksRemotes) return [];
    const entries = await new ConfigReader(this.read, this.user, this.place, this.files, true).all();
    const urls = entries.filter(({ section, key }) => section.startsWith('remote "') && key === 'url');
    return urls.map(({ value }) => value);
  }

  /** Undefined where a home is not known. */
  async pathOf(written: string, folder: string): Promise<string | undefined> {
    // A path that may be missing is marked as optional by newer gits.
    const path = written.replace(/^:\(optional\)/, '').replaceAll('\\', '/');
    const [, name, rest = ''] = /^~([^/]*)(.*)$/.exec(path) ?? [];
    if (name === undefined) return resolved(folder, path);
    const home = await this.homeOf(name);
    return home === undefined ? undefined : resolved(folder, `${home}${rest}`);
  }

  private async homeOf(name: string): Promise<string | undefined> {
    const { user } = this;
    if (!user || name === '') return user?.home;
    const lines = ((await this.read('/etc/passwd')) ?? '').split('\n').map((line) => line.split(':'));
    return lines.find(([each]) => each === name)?.[5] ?? `${parentOf(user.home)}/${name}`;
  }

  private async entriesIn(file: string, depth: number): Promise<readonly Entry[]> {
    this.count += 1;
    // A file with unknown rules is kept back.
    if (this.count > maxConfigFiles)
      throw new Error(`The settings of git include each other more than ${maxConfigFiles} times.`);
    const text = depth > maxIncludeDepth ? undefined : await this.read(file);
    const found: Entry[] = [];
    for (const entry of entriesOf(text ?? '')) {
      found.push(entry);
      const { section, key, value } = entry;
      if (key !== 'path' || !(section === 'include' || (await this.includesHere(section, file)))) continue;
      const included = await this.pathOf(value, parentOf(file));
      if (included !== undefined) found.push(...(await this.entriesIn(included, depth + 1)));
    }
    return found;
  }

  /** Whether a section `includeIf "…"` is meant for this repository. */
  private async includesHere(section: string, file: string): Promise<boolean> {
    const [, kind, written = ''] =
      /^includeif "(gitdir(?:\/i)?|onbranch|hasconfig:remote\.\*\.url):(.*)"$/s.exec(section) ?? [];
    switch (kind) {
      case undefined:
        return false;
      case 'onbranch': {
        const head = await this.read(`${this.place.git}/HEAD`);
        const branch = /^ref: refs\/heads\/(.+?)\s*$/.exec(head ?? '')?.[1];
        return branch !== undefined && globOf(written).test(branch);
      }
      case 'hasconfig:remote.*.url':
        this.urls ??= this.remoteUrls();
        return (await this.urls).some((url) => globOf(written).test(url));
      default: {
        const isBelow = written.startsWith('./');
        const absolute = isBelow ? `${parentOf(file)}/${written.slice(2)}` : await this.expanded(written);
        const isRooted = /^(?:\/|[a-zA-Z]:\/)/.test(absolute);
        return globOf(isRooted ? absolute : `**/${absolute}`, kind.endsWith('/i') ? 'i' : '').test(this.place.git);
      }
    }
  }

  private async expanded(pattern: string): Promise<string> {
    const [, name, rest = ''] = /^~([^/]*)(.*)$/s.exec(pattern) ?? [];
    return name === undefined ? pattern : `${(await this.homeOf(name)) ?? '~'}${rest}`;
  }
}

/** A pattern with a slash at its end is meant for all below. */
function globOf(written: string, flags = ''): RegExp {
  const source = written
    .replace(/\/$/, '/**')
    .split(/(\*\*\/|\/\*\*|\*\*|\*|\?|\[[!^]?\]?[^\]/]*\])/)
    .map((part) => globs[part] ?? (/^\[.+\]$/.test(part) ? setOf(part) : part.replace(/[\\^$.|+()[\]{}]/g, '\\$&')))
    .join('');
  try {
    return new RegExp(`^${source}$`, flags);
  } catch {
    // A range that runs backwards fits nothing.
    return /$^/;
  }
}

function setOf(glob: string): string {
  return `[${glob
    .slice(1, -1)
    .replace(/^!/, '^')
    .replace(/[\\[\]]/g, '\\$&')}]`;
}

const globs: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '/**': '/.*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

/** One setting of git's. */
export interface Entry {
  /** `core`, or `includeif "gitdir:~/work/"`; the name in lower case. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** It stands there without `=`. */
  readonly isBare?: boolean;
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
    const [, key, value] = /^\s*([A-Za-z][\w-]*)\s*(?:=(.*)|[;#].*)?$/.exec(rest ?? line) ?? [];
    if (key === undefined) continue;
    entries.push({ section, key: key.toLowerCase(), value: valueOf(value ?? ''), isBare: value === undefined });
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
