import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  ExclusionCache,
  type ExclusionDecision,
  type FileLocation,
  GitIgnore,
  type GitUser,
  globMatcher,
  type GlobMatcher,
  isSecretPath,
  isTooLarge,
  keptBack,
  maySend,
  type ReleaseDecision,
  secretNameRule,
  settingsInEnvironment,
  type Use,
} from '../../engine/privacy';
import type { Clock, Log } from '../../engine/model';
import { concernsExclusion, exclusionLevels } from './exclusionSettings';
import { plain, probeOf, relativeTo } from './fileProbe';

type Excluded = Extract<ExclusionDecision, { readonly excluded: true }>;

const notExcluded: ExclusionDecision = { excluded: false };

/** Whether names that differ in case only are one file here. */
const ignoreCase = process.platform !== 'linux';

/**
 * Decides for each file whether its text may go into a request, and gathers the facts for that: its name, its place, what
 * git ignores, `files.exclude` and `everpair.exclude`. Both the path that the editor shows and the real one count. Reads
 * nothing until asked.
 */
export class FilePrivacy implements vscode.Disposable {
  private readonly exclusionCache: ExclusionCache;
  private readonly gitIgnores = new Map<string, GitIgnore>();
  private readonly matchers = new Map<string, Promise<GlobMatcher>>();
  private readonly subscriptions: vscode.Disposable[];
  private isWatching = false;

  constructor(
    log: Log,
    private readonly clock: Clock,
  ) {
    this.exclusionCache = new ExclusionCache({
      decide: (file) => this.decide(vscode.Uri.parse(file, true)),
      clock,
      log,
    });
    this.subscriptions = [
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (concernsExclusion(event)) this.forget();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forget()),
      // The watcher reports it, too, a moment later.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.path.endsWith('/.gitignore')) this.forget();
      }),
    ];
  }

  /** Results from files' texts of before must not be used any more. */
  get onDidChange(): ExclusionCache['onDidChange'] {
    return this.exclusionCache.onDidChange;
  }

  /** At once where it is known, else within three seconds; never rejects. A file that cannot be decided on stays here. */
  ask(uri: vscode.Uri, use: Use): ReleaseDecision | Promise<ReleaseDecision> {
    if (isDecidedByName(uri)) return releaseDecisionFor(uri, use);
    const decision = this.exclusionCache.decisionFor(this.watched(uri));
    return decision instanceof Promise
      ? decision.then((found) => releaseDecisionFor(uri, use, found))
      : releaseDecisionFor(uri, use, decision);
  }

  /** The known decision. An undecided file stays here, and its decision is found for the next time. */
  known(uri: vscode.Uri, use: Use): ReleaseDecision {
    if (isDecidedByName(uri)) return releaseDecisionFor(uri, use);
    const decision = this.exclusionCache.knownDecision(this.watched(uri));
    return decision
      ? releaseDecisionFor(uri, use, decision)
      : keptBack('unknown', l10n.t('rules that are not known yet'));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private forget(): void {
    this.matchers.clear();
    for (const gitIgnore of this.gitIgnores.values()) gitIgnore.forget();
    this.exclusionCache.forget();
  }

  private watched(uri: vscode.Uri): string {
    if (!this.isWatching) {
      this.isWatching = true;
      const watcher = vscode.workspace.createFileSystemWatcher('**/.gitignore');
      const forget = (): void => this.forget();
      this.subscriptions.push(
        watcher,
        watcher.onDidCreate(forget),
        watcher.onDidChange(forget),
        watcher.onDidDelete(forget),
      );
    }
    return fileOf(uri).toString();
  }

  private async decide(uri: vscode.Uri): Promise<ExclusionDecision> {
    const found = await this.ruleFor(uri);
    if (found) return found;
    const real = await realPlace(uri);
    if (!real) return notExcluded;
    const realRule: Excluded | undefined = isSecretPath(real.path)
      ? { excluded: true, reason: 'secret-name', rule: secretNameRule() }
      : await this.ruleFor(real);
    return realRule ? { ...realRule, rule: l10n.t('{0}, for the file that it links to', realRule.rule) } : notExcluded;
  }

  /** The rule that excludes a file, undefined when none does. */
  private async ruleFor(uri: vscode.Uri): Promise<Excluded | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    const matcher = await this.matcherFor(folder);
    const files = probeOf(uri);
    for (const { rule, onlyIf } of matcher(relativeTo(folder, uri.path))) {
      const counts = onlyIf === undefined || (await files.exists(`${plain(folder?.path ?? '/')}/${onlyIf}`));
      if (counts) return { excluded: true, reason: 'excluded', rule };
    }
    const ignored = await this.gitIgnoreOf(uri).ruleFor(uri.path, folder && (plain(folder.path) || '/'));
    return ignored === undefined ? undefined : { excluded: true, reason: 'ignored', rule: ignored };
  }

  private matcherFor(folder: vscode.Uri | undefined): Promise<GlobMatcher> {
    const key = folder?.toString() ?? '';
    const known = this.matchers.get(key) ?? globMatcher(exclusionLevels(folder), ignoreCase);
    this.matchers.set(key, known);
    return known;
  }

  private gitIgnoreOf(uri: vscode.Uri): GitIgnore {
    const place = `${uri.scheme}://${uri.authority}`;
    const known =
      this.gitIgnores.get(place) ??
      new GitIgnore({
        files: probeOf(uri),
        clock: this.clock,
        ignoreCase,
        // Elsewhere the user's own settings are on another machine.
        ...(uri.scheme === 'file' ? { user: gitUser() } : {}),
      });
    this.gitIgnores.set(place, known);
    return known;
  }
}

/** Where git on this machine looks for the user's settings. */
function gitUser(): GitUser {
  const pathOf = (name: string): string | undefined => {
    const value = process.env[name];
    return value === undefined || value === '' ? undefined : vscode.Uri.file(value).path;
  };
  const isSystemRead = pathOf('GIT_CONFIG_NOSYSTEM') === undefined && process.platform !== 'win32';
  return {
    home: vscode.Uri.file(homedir()).path,
    configHome: pathOf('XDG_CONFIG_HOME'),
    globalConfig: pathOf('GIT_CONFIG_GLOBAL'),
    settings: settingsInEnvironment(process.env),
    systemConfig: isSystemRead ? (pathOf('GIT_CONFIG_SYSTEM') ?? '/etc/gitconfig') : undefined,
  };
}

/** A document that is in no file yet has no rules. */
function isDecidedByName(uri: vscode.Uri): boolean {
  return uri.scheme === 'untitled' || isSecretPath(uri.path);
}

function releaseDecisionFor(uri: vscode.Uri, use: Use, decision: ExclusionDecision = notExcluded): ReleaseDecision {
  const lines = use === 'context' ? openDocument(uri)?.lineCount : undefined;
  return maySend(
    {
      path: uri.path,
      place: placeOf(uri),
      isTooLarge: isTooLarge({ lines }),
      ...(decision.excluded ? { excludedBy: decision } : {}),
    },
    use,
  );
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const id = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === id);
}

/** The place of a file, as far as it matters for sending it. */
export function placeOf(uri: vscode.Uri): FileLocation {
  const file = fileOf(uri);
  if (file.scheme === 'untitled') return 'untitled';
  return vscode.workspace.getWorkspaceFolder(file) ? 'workspace' : 'outside';
}

/** A cell's document is as its notebook. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  return notebookOf(uri)?.uri ?? uri;
}

/** The notebook that contains the cell. */
export function notebookOf({ scheme, path }: vscode.Uri): vscode.NotebookDocument | undefined {
  if (scheme !== 'vscode-notebook-cell') return undefined;
  return vscode.workspace.notebookDocuments.find(({ uri }) => uri.path === path);
}

/** Where a file on disk really is, as seen from the workspace; undefined where that is no other place. */
async function realPlace(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (uri.scheme !== 'file') return undefined;
  const real = await realUri(uri);
  if (!real) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const realFolder = folder && (await realUri(folder));
  // A workspace that is a link as a whole is no other place.
  const top = realFolder && `${plain(realFolder.path)}/`;
  const path =
    folder && top && real.path.startsWith(top) ? `${plain(folder.path)}/${real.path.slice(top.length)}` : real.path;
  return path === uri.path ? undefined : uri.with({ path });
}

async function realUri(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    return vscode.Uri.file(await realpath(uri.fsPath));
  } catch {
    // Not on disk yet, or no more.
    return undefined;
  }
}
