import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';
import { errorSummary } from '../../engine/model';
import { diffForm } from '../../engine/privacy';
import { ending, Ended } from '../output/exitCodes';

const limitMs = 15_000;
const maxOutputBytes = 30_000_000;

/** The top folder of the repository that a folder is in; the folder itself where it is in none. */
export function repositoryOf(folder: string): string {
  for (let each = folder; ; each = path.dirname(each)) {
    if (existsSync(path.join(each, '.git'))) return each;
    if (each === path.dirname(each)) return folder;
  }
}

/** What is staged, as git prints it. Throws `Ended` where git does not tell. */
export function stagedDiff(root: string, signal: AbortSignal): Promise<string> {
  return git(root, ['diff', ...diffForm, '--cached', '--'], signal);
}

/** What is not committed yet, staged or not. Throws likewise. */
export async function uncommittedDiff(root: string, signal: AbortSignal): Promise<string> {
  return git(root, ['diff', ...diffForm, 'HEAD', '--'], signal);
}

/** The messages of the last commits, the newest first; none where there is no commit. */
export async function lastMessages(root: string, most: number, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const log = await git(root, ['log', `--max-count=${most}`, '--format=%B%x00'], signal);
    return log.split('\0').map((message) => message.trim());
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}

async function git(root: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const options = { cwd: root, signal, timeout: limitMs, maxBuffer: maxOutputBytes, windowsHide: true };
  try {
    const running = promisify(execFile)('git', [...args], options);
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    throw new Ended(ending('failed', l10n.t('git could not tell the changes of {0}: {1}', root, firstLine(error))));
  }
}

function firstLine(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  return said.trim().split('\n')[0] || errorSummary(error);
}
