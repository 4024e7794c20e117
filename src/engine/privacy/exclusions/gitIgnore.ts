import * as l10n from '@vscode/l10n';
import type { Ignore } from 'ignore';
import type { Clock } from '../../model/async/clock';
import { LookupCache } from '../../model/async/ttlCache';
import { type GitPlace, type GitUser, ignoreSettings, type IgnoreSettings, resolved } from './gitConfig';

/** Looks at files by absolute paths with `/`, such as `/home/me/a` or `/c:/a`. Rejects when it cannot find out. */
export interface FileProbe {
  /** Undefined where there is no such file. */
  read(path: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
}

export interface GitIgnoreOptions {
  readonly files: FileProbe;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** The user of git; absent where their own ignore file is not known, as on another machine. */
  readonly user?: GitUser;
  /** As file names are compared on this system. */
  readonly ignoreCase: boolean;
}

/** Files are read again after this time: the editor does not report every change, and none outside the workspace. */
const freshForMs = 60_000;

/** Number of folders with cached rules. */
const maxFolders = 2_000;

/**
 * What git ignores: by the `.gitignore` files from the top folder down to the file, the repository's `info/exclude`, and
 * the user's own ignore file. Where `.git` is a file, as in linked worktrees and submodules, it names their place. The top
 * is the next folder upwards with a `.git`, searched from the workspace folder where the file is in one; else that folder.
 */
export class GitIgnore {
  private readonly tops: LookupCache<string | undefined>;
  private readonly repositories: LookupCache<readonly string[]>;
  private readonly rules: LookupCache<Ignore>;
  private readonly settings: LookupCache<IgnoreSettings>;

  constructor(private readonly options: GitIgnoreOptions) {
    const cache = { clock: options.clock, ttlMs: freshForMs, maxEntries: maxFolders };
    this.tops = new LookupCache(cache);
    this.repositories = new LookupCache(cache);
    this.rules = new LookupCache(cache);
    this.settings = new LookupCache(cache);
  }

  /** The rule by which a file is ignored, for people to read; undefined when it is not. Rejects as the probe does. */
  async ruleFor(path: string, workspaceFolder?: string): Promise<string | undefined> {
    const top = await this.topOf(path, workspaceFolder);
    if (top === undefined) return undefined;
    // A repository inside an ignored folder is ignored as a whole; its own rules do not matter.
    for (const repository of await this.repositoriesAbove(parentOf(path), top)) {
      const rules = await this.rulesAt(parentOf(path), repository);
      const { ignored, rule } = rules.test(path.slice(repository === '/' ? 1 : repository.length + 1));
      if (ignored) return rule?.mark ?? 'git';
    }
    return undefined;
  }

  /** Reads every file again when it is needed next. */
  forget(): void {
    this.tops.clear();
    this.repositories.clear();
    this.rules.clear();
    this.settings.clear();
  }

  private topOf(path: string, workspaceFolder: string | undefined): Promise<string | undefined> {
    const start = workspaceFolder ?? parentOf(path);
    return this.tops.get(start, async () => {
      for (const folder of upwardsFrom(start))
        if (await this.options.files.exists(within(folder, '.git'))) return folder;
      return workspaceFolder;
    });
  }

  /** The top folders of all repositories around a folder, since repositories may contain others. */
  private repositoriesAbove(folder: string, top: string): Promise<readonly string[]> {
    if (folder === top || folder === '/') return Promise.resolve([top]);
    return this.repositories.get(`${top}\n${folder}`, async () => {
      const [isOne, above] = await Promise.all([
        this.options.files.exists(within(folder, '.git')),
        this.repositoriesAbove(parentOf(folder), top),
      ]);
      return isOne ? [folder, ...above] : above;
    });
  }

  /** One set of rules for the whole way down: later files come later in it, and the last rule that fits decides. */
  private rulesAt(folder: string, top: string): Promise<Ignore> {
    return this.rules.get(`${top}\n${folder}`, async () => {
      const file = within(folder, '.gitignore');
      const [above, own] = await Promise.all([
        folder === top ? this.repositoryRules(top) : this.rulesAt(parentOf(folder), top),
        this.options.files.read(file),
      ]);
      if (own === undefined) return above;
      const name = folder === top ? '.gitignore' : file.slice(top === '/' ? 1 : top.length + 1);
      return (await this.noRules(top)).add(above).add(patternsOf(own, folder.slice(top.length), name));
    });
  }

  private async repositoryRules(top: string): Promise<Ignore> {
    const { files } = this.options;
    const [{ common }, { file }] = await Promise.all([this.gitFolders(top), this.settingsOf(top)]);
    const [users, own] = await Promise.all([
      file === undefined ? undefined : files.read(file),
      files.read(within(common, 'info/exclude')),
    ]);
    return (await this.noRules(top))
      .add(patternsOf(users ?? '', '', file ?? ''))
      .add(patternsOf(own ?? '', '', '.git/info/exclude'));
  }

  private settingsOf(top: string): Promise<IgnoreSettings> {
    const { files, user } = this.options;
    return this.settings.get(top, async () =>
      ignoreSettings((path) => files.read(path), user, await this.gitFolders(top)),
    );
  }

  /** Where a repository's own files are, and those that it shares with its linked worktrees. */
  private async gitFolders(top: string): Promise<GitPlace> {
    const { files } = this.options;
    const entry = within(top, '.git');
    const link = /^gitdir: *(.+?)\s*$/m.exec((await files.read(entry)) ?? '')?.[1];
    if (link === undefined) return { top, git: entry, common: entry };
    const git = resolved(top, link);
    const common = (await files.read(within(git, 'commondir')))?.trim();
    return { top, git, common: common === undefined || common === '' ? git : resolved(git, common) };
  }

  private async noRules(top: string): Promise<Ignore> {
    const { default: ignore } = await import('ignore');
    return ignore({ ignorecase: this.options.ignoreCase || (await this.settingsOf(top)).ignoreCase });
  }
}

/** Rewrites the patterns of a file in a folder below the top (`/a/b`, or empty) so that they mean the same at the top. */
function patternsOf(text: string, folder: string, name: string): { pattern: string; mark: string }[] {
  const prefix = folder.replace(/[\\*?[\]!# ]/g, '\\$&');
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const mark = l10n.t('"{0}" in {1}', line.trim(), name);
      if (prefix === '') return { pattern: line, mark };
      const [, not = '', pattern = ''] = /^(!?)(.*)$/.exec(line) ?? [];
      const isAnchored = /\/(?=.*\S)/.test(pattern);
      const placed = isAnchored ? `${prefix}/${pattern.replace(/^\//, '')}` : `${prefix}/**/${pattern}`;
      return { pattern: not + placed, mark };
    });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

function within(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

function* upwardsFrom(folder: string): Generator<string, void, undefined> {
  for (let at = folder; ; at = parentOf(at)) {
    yield at;
    if (at === '/' || at === parentOf(at)) return;
  }
}
