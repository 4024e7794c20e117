import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { type GlobMatcher, globMatcher } from '../../privacy/exclusionGlobs';
import { GitIgnore } from '../../privacy/gitIgnore';
import { Judgements, type Verdict } from '../../privacy/judgements';
import type { Clock } from '../../model/clock';
import type { Log } from '../../model/log';
import { isSecretPath } from '../../privacy/secretNames';
import { concernsExclusion, exclusionLevels } from './exclusionSettings';
import { plain, probeOf, relativeTo } from './fileProbe';

const open: Verdict = { excluded: false };
const secretRule = 'its name, which files with secrets often have';

/** Whether names that differ in case only are one file here. */
const ignoreCase = process.platform !== 'linux';

/**
 * Which files completions leave alone: those that git ignores, those of `files.exclude` and `everpair.exclude`, and those
 * that probably hold secrets. Judged by the path that the editor shows and by the real one. Reads nothing until asked.
 */
export class ExcludedFiles implements vscode.Disposable {
  private readonly judgements: Judgements;
  private readonly gitIgnores = new Map<string, GitIgnore>();
  private readonly matchers = new Map<string, Promise<GlobMatcher>>();
  private readonly subscriptions: vscode.Disposable[];
  private isWatching = false;

  constructor(
    log: Log,
    private readonly clock: Clock,
  ) {
    this.judgements = new Judgements({ judge: (file) => this.judge(vscode.Uri.parse(file, true)), clock, log });
    this.subscriptions = [
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (concernsExclusion(event)) this.forget();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forget()),
      // The watcher tells it too, a moment later.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.path.endsWith('/.gitignore')) this.forget();
      }),
    ];
  }

  /** What was made of files' texts before must not be used any more. */
  get onDidChange(): Judgements['onDidChange'] {
    return this.judgements.onDidChange;
  }

  /** At once where it is known, else within three seconds; never rejects. What cannot be found out is excluded. */
  verdict(uri: vscode.Uri): Verdict | Promise<Verdict> {
    return byName(uri) ?? this.judgements.verdict(this.watched(uri));
  }

  /** Whether a file is known not to be excluded. */
  allows(uri: vscode.Uri): boolean {
    const verdict = byName(uri);
    return verdict ? !verdict.excluded : this.judgements.allows(this.watched(uri));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private forget(): void {
    this.matchers.clear();
    for (const gitIgnore of this.gitIgnores.values()) gitIgnore.forget();
    this.judgements.forget();
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

  private async judge(uri: vscode.Uri): Promise<Verdict> {
    const rule = await this.ruleFor(uri);
    if (rule !== undefined) return { excluded: true, rule };
    const real = await realPlace(uri);
    if (!real) return open;
    const realRule = isSecretPath(real.path) ? secretRule : await this.ruleFor(real);
    return realRule === undefined ? open : { excluded: true, rule: `${realRule}, for the file that it links to` };
  }

  /** The rule that excludes a file, undefined when none does. */
  private async ruleFor(uri: vscode.Uri): Promise<string | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    const matcher = await this.matcherFor(folder);
    const files = probeOf(uri);
    for (const { rule, onlyIf } of matcher(relativeTo(folder, uri.path))) {
      if (onlyIf === undefined || (await files.exists(`${plain(folder?.path ?? '/')}/${onlyIf}`))) return rule;
    }
    return this.gitIgnoreOf(uri).ruleFor(uri.path, folder && (plain(folder.path) || '/'));
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
      new GitIgnore({ files: probeOf(uri), now: () => this.clock.monotonicMs(), ignoreCase });
    this.gitIgnores.set(place, known);
    return known;
  }
}

/** What the name alone tells; undefined where one has to look. A document that is in no file yet is nowhere excluded. */
function byName(uri: vscode.Uri): Verdict | undefined {
  if (isSecretPath(uri.path)) return { excluded: true, rule: secretRule };
  return uri.scheme === 'untitled' ? open : undefined;
}

/** A cell's document is as its notebook. */
function fileOf(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== 'vscode-notebook-cell') return uri;
  return vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.path === uri.path)?.uri ?? uri;
}

/** Where a file on disk really is, as seen from the workspace; undefined where that is no other place. */
async function realPlace(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (uri.scheme !== 'file') return undefined;
  const real = await realUri(uri);
  if (!real) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const realFolder = folder && (await realUri(folder));
  // The whole workspace behind a link is no other place.
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
