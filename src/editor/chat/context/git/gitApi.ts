import * as vscode from 'vscode';

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
  diffBetween(before: string, after: string): Promise<readonly GitChange[]>;
  diffBetween(before: string, after: string, path: string): Promise<string>;
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
  readonly parents: readonly string[];
  readonly authorName?: string;
  readonly authorDate?: Date;
}

/** As `GitChange.status` of a file that git does not know yet. */
export const untracked = 7;

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { readonly repositories: readonly GitRepository[] };
}

/** The repositories of the window; undefined where there is no git: switched off, not installed, on another machine. */
export async function gitRepositories(): Promise<readonly GitRepository[] | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1).repositories : undefined;
  } catch {
    // It refuses where no git is installed.
    return undefined;
  }
}
