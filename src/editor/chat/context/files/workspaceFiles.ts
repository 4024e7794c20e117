import * as vscode from 'vscode';
import { PathIndex, type SearchablePath } from '../../../../engine/chat';
import type { Disposable } from '../../../../engine/model';
import { exclusionLevels } from '../../../privacy/exclusionSettings';
import { ripgrepPath, runRipgrep } from './ripgrep';

/** Files of one folder that are offered at most. */
const maxFiles = 100_000;
const listLimitMs = 10_000;
/** Milliseconds after which the list is made anew: some file systems report nothing of what comes and goes. */
const freshMs = 5_000;

/** Files and folders of the workspace, ready to be searched. */
export interface WorkspaceIndex {
  readonly files: PathIndex;
  readonly folders: PathIndex;
  /** There are more files than are listed. */
  readonly isCut: boolean;
}

/**
 * The files of all folders of the workspace, listed when first asked for, and again after a while and after files came or went. Without what git ignores
 * and what settings exclude, as far as the list can tell: privacy is asked again before anything is offered or read.
 */
export class WorkspaceFiles implements Disposable {
  private current: Promise<WorkspaceIndex> | undefined;
  private madeAtMs = 0;
  private subscriptions: readonly vscode.Disposable[] = [];
  private readonly stopped = new AbortController();

  index(): Promise<WorkspaceIndex> {
    this.watch();
    const now = performance.now();
    if (this.current && now - this.madeAtMs > freshMs) this.renew();
    else if (!this.current) this.madeAtMs = now;
    this.current ??= this.load().catch((error: unknown) => {
      this.current = undefined;
      throw error;
    });
    return this.current;
  }

  dispose(): void {
    this.stopped.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Nobody waits for the new list: the old one serves until it is there. */
  private renew(): void {
    this.madeAtMs = performance.now();
    void this.load().then(
      (index) => (this.current = Promise.resolve(index)),
      () => (this.current = undefined),
    );
  }

  private watch(): void {
    if (this.subscriptions.length > 0) return;
    const forget = (): void => {
      this.current = undefined;
    };
    const watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    this.subscriptions = [
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
      vscode.workspace.onDidChangeConfiguration(forget),
    ];
  }

  private async load(): Promise<WorkspaceIndex> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const lists = await Promise.all(folders.map((folder) => this.list(folder)));
    const files = lists.flatMap(({ paths }) => paths);
    const directories = new Map<string, SearchablePath>();
    for (const { uri, path } of files) addFolders(directories, uri, path);
    return {
      files: await PathIndex.of(files),
      folders: await PathIndex.of([...directories.values()]),
      isCut: lists.some(({ isCut }) => isCut),
    };
  }

  private async list(folder: vscode.WorkspaceFolder): Promise<{ paths: readonly SearchablePath[]; isCut: boolean }> {
    const prefix = (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/` : '';
    const ripgrep = folder.uri.scheme === 'file' ? await ripgrepPath() : undefined;
    if (ripgrep !== undefined) {
      const args = ['--files', '--hidden', '--glob', '!**/.git', ...excludeArgs(folder.uri)];
      const { output, isCut } = await runRipgrep(ripgrep, args, folder.uri.fsPath, listLimitMs, this.stopped.signal);
      const names = output.split('\n').filter((name) => name !== '');
      const paths = names.slice(0, maxFiles).map((name) => {
        const path = name.replace(/\r$/, '').replaceAll('\\', '/');
        return { uri: vscode.Uri.joinPath(folder.uri, path).toString(), path: prefix + path };
      });
      return { paths, isCut: isCut || names.length > maxFiles };
    }
    const pattern = new vscode.RelativePattern(folder, '**/*');
    const uris = await vscode.workspace.findFiles(pattern, undefined, maxFiles);
    const root = folder.uri.path.replace(/\/$/, '').length + 1;
    return {
      paths: uris.map((uri) => ({ uri: uri.toString(), path: prefix + uri.path.slice(root) })),
      isCut: uris.length >= maxFiles,
    };
  }
}

/** What settings exclude, as arguments: only globs that are on and ask for no other file. */
export function excludeArgs(folder: vscode.Uri): readonly string[] {
  const globs = exclusionLevels(folder).flatMap(({ anywhere, user, narrowing }) => {
    const own = Object.fromEntries(user.filter(isRecord).flatMap((level) => Object.entries(level)));
    const values = [own, ...narrowing.filter(isRecord)];
    const on = values.flatMap((level) => Object.keys(level).filter((glob) => level[glob] === true));
    return on.map((glob) => (anywhere || glob.includes('/') ? glob : `/${glob}`));
  });
  return [...new Set(globs)].flatMap((glob) => ['--glob', `!${glob}`]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}

function addFolders(known: Map<string, SearchablePath>, uri: string, path: string): void {
  let [place, name] = [uri, path];
  for (;;) {
    const at = name.lastIndexOf('/');
    if (at <= 0) return;
    name = name.slice(0, at);
    place = place.slice(0, place.lastIndexOf('/'));
    if (known.has(place)) return;
    known.set(place, { uri: place, path: name });
  }
}
