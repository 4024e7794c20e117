import * as vscode from 'vscode';

/** The part of the API of VS Code's git extension that is used here, version 1. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** Where the user writes the message of the next commit. */
  readonly inputBox: { value: string };
  readonly state: {
    readonly HEAD?: { readonly name?: string };
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
  };
  /** Looks again at what has changed. */
  status(): Promise<void>;
  log(options?: { readonly maxEntries?: number }): Promise<readonly GitCommit[]>;
  getCommit(ref: string): Promise<GitCommit>;
  getBranches(query: { readonly remote?: boolean }): Promise<readonly { readonly name?: string }[]>;
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

/** As `gitRepositories`, with the program. */
export async function gitApi(): Promise<GitApi | undefined> {
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
