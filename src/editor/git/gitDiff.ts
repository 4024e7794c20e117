import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type * as vscode from 'vscode';
import { diffForm } from '../../engine/privacy';
import { gitApi } from './gitApi';

const limitMs = 15_000;
const maxOutputBytes = 30_000_000;

/** What is compared with what. */
export type DiffScope =
  /** The index with the last commit. */
  | { readonly type: 'staged' }
  /** The files with the index. */
  | { readonly type: 'unstaged' }
  /** The files with the last commit. */
  | { readonly type: 'uncommitted' }
  /** The files with the place where the current branch left that of the name. */
  | { readonly type: 'branch'; readonly name: string };

/**
 * The changes as git prints them, without files that it does not know yet. By git itself: its API follows settings that change
 * the form of what it prints. Rejects where git refuses, and after 15 s.
 */
export async function gitDiff(root: vscode.Uri, scope: DiffScope, signal: AbortSignal): Promise<string> {
  const sides = await sidesOf(root, scope, signal);
  return runGit(root, ['diff', ...diffForm, ...sides, '--'], signal);
}

/** The changes of a commit against its first parent. Rejects where git does not know the commit, and after 15 s. */
export async function commitDiff(root: vscode.Uri, hash: string, signal: AbortSignal): Promise<string> {
  if (!/^[0-9a-f]{7,64}$/.test(hash)) throw new Error('no hash of a commit');
  return runGit(root, ['show', '--format=', ...diffForm, '-m', '--first-parent', hash], signal);
}

/** The files that git does not know yet and does not ignore, as paths below the root with `/`. */
export async function newFiles(root: vscode.Uri, signal: AbortSignal): Promise<readonly string[]> {
  const names = await runGit(root, ['ls-files', '--others', '--exclude-standard', '-z'], signal);
  return names.split('\0').filter((name) => name !== '' && !name.endsWith('/'));
}

async function sidesOf(root: vscode.Uri, scope: DiffScope, signal: AbortSignal): Promise<readonly string[]> {
  if (scope.type === 'staged') return ['--cached'];
  if (scope.type === 'unstaged') return [];
  if (scope.type === 'uncommitted') return [await lastCommit(root, signal)];
  if (scope.name.startsWith('-')) throw new Error('no name of a branch');
  return ['--merge-base', scope.name];
}

/** Where nothing is committed yet: the tree without a file. */
async function lastCommit(root: vscode.Uri, signal: AbortSignal): Promise<string> {
  try {
    return (await runGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], signal)).trim();
  } catch {
    return (await runGit(root, ['hash-object', '-t', 'tree', '--stdin'], signal)).trim();
  }
}

async function runGit(root: vscode.Uri, args: readonly string[], signal: AbortSignal): Promise<string> {
  const api = await gitApi();
  if (!api) throw new Error('there is no git');
  const options = { cwd: root.fsPath, signal, timeout: limitMs, maxBuffer: maxOutputBytes, windowsHide: true };
  const running = promisify(execFile)(api.git.path, [...args], options);
  running.child.stdin?.end();
  return (await running).stdout;
}
