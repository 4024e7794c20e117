import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

const diffLimitMs = 15_000;
const maxDiffBytes = 30_000_000;

/** The part of the API of VS Code's git extension that is used here, version 1. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
  };
  /** The whole difference of the working tree to the index, or of the index to the last commit, as git prints it. */
  diff(isCached?: boolean): Promise<string>;
  log(options?: { readonly maxEntries?: number }): Promise<readonly GitCommit[]>;
  getCommit(ref: string): Promise<GitCommit>;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri?: vscode.Uri;
  /** 7: not known to git yet. */
  readonly status: number;
}

export interface GitCommit {
  readonly hash: string;
  readonly message: string;
  readonly authorName?: string;
  readonly authorDate?: Date;
}

/** As `GitChange.status` of a file that git does not know yet. */
export const untracked = 7;

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
  /** The git that VS Code uses. */
  readonly git: { readonly path: string };
}

/** The repositories of the window; undefined where there is no git: switched off, not installed, on another machine. */
export async function gitRepositories(): Promise<readonly GitRepository[] | undefined> {
  return (await gitApi())?.repositories;
}

/**
 * The changes of a commit against its first parent. By git itself: the API compares two commits, and a first commit has none before it.
 * Rejects where git does not know the commit, and after 15 s.
 */
export async function commitDiff(root: vscode.Uri, hash: string, signal: AbortSignal): Promise<string> {
  const api = await gitApi();
  if (!api || !/^[0-9a-f]{7,64}$/.test(hash)) throw new Error('git cannot be asked');
  // Programs that the repository names for showing files are not run.
  const args = ['show', '--format=', '--no-color', '--no-ext-diff', '--no-textconv', '-m', '--first-parent', hash];
  const options = { cwd: root.fsPath, signal, timeout: diffLimitMs, maxBuffer: maxDiffBytes, windowsHide: true };
  const { stdout } = await promisify(execFile)(api.git.path, args, options);
  return stdout;
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    // It refuses where no git is installed.
    return undefined;
  }
}
