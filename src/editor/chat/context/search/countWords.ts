import * as vscode from 'vscode';
import { type SearchablePath, WordCounter, type WordCounts } from '../../../../engine/chat';
import type { Log } from '../../../../engine/model';
import { ripgrepPath, runRipgrep } from '../files/ripgrep';
import { excludeArgs } from '../files/workspaceFiles';

const searchLimitMs = 5_000;
/** Lines of one file in which words are counted. */
const maxLines = 20;
/** Files that are read one by one where there is no ripgrep, their bytes, and how many at a time. */
const maxScanned = 2_000;
const maxScannedBytes = 500_000;
const scanned = 16;

export interface Counted {
  /** By path. */
  readonly counts: ReadonlyMap<string, WordCounts>;
  /** Not all files were searched: time or output ran out. */
  readonly isCut: boolean;
}

/** How often the words are in the files: by ripgrep where VS Code has it and the files are on this machine, else one by one. */
export async function countWords(
  files: readonly SearchablePath[],
  words: readonly string[],
  signal: AbortSignal,
  log: Log,
): Promise<Counted> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const ripgrep = folders.every(({ uri }) => uri.scheme === 'file') ? await ripgrepPath() : undefined;
  if (ripgrep !== undefined) {
    try {
      return await byRipgrep(ripgrep, folders, words, signal);
    } catch (error) {
      log.warn(`The codebase is searched without ripgrep: ${String(error)}`);
    }
  }
  return oneByOne(files, words, signal);
}

async function byRipgrep(
  ripgrep: string,
  folders: readonly vscode.WorkspaceFolder[],
  words: readonly string[],
  signal: AbortSignal,
): Promise<Counted> {
  const counter = new WordCounter(words);
  const results = await Promise.all(
    folders.map(async (folder) => {
      const args = [
        ...[
          '--only-matching',
          '--ignore-case',
          '--fixed-strings',
          '--no-heading',
          '--no-line-number',
          '--with-filename',
        ],
        ...['--null', '--no-messages', '--hidden', '--max-filesize', '500K', '--max-count', `${maxLines}`],
        ...['--glob', '!**/.git', ...excludeArgs(folder.uri)],
        ...words.flatMap((word) => ['-e', word]),
        '.',
      ];
      const { output, isCut } = await runRipgrep(ripgrep, args, folder.uri.fsPath, searchLimitMs, signal);
      const prefix = folders.length > 1 ? `${folder.name}/` : '';
      for (const line of output.split('\n')) {
        const end = line.indexOf('\0');
        if (end < 0) continue;
        const path = line.slice(0, end).replaceAll('\\', '/').replace(/^\.\//, '');
        counter.add(prefix + path, line.slice(end + 1));
      }
      return isCut;
    }),
  );
  return { counts: counter.counts, isCut: results.includes(true) };
}

async function oneByOne(
  files: readonly SearchablePath[],
  words: readonly string[],
  signal: AbortSignal,
): Promise<Counted> {
  const counter = new WordCounter(words);
  const deadline = Date.now() + searchLimitMs;
  let done = 0;
  while (done < Math.min(files.length, maxScanned) && !signal.aborted && Date.now() < deadline) {
    const some = files.slice(done, done + scanned);
    await Promise.all(some.map(async ({ uri, path }) => counter.add(path, await textOf(uri))));
    done += some.length;
  }
  return { counts: counter.counts, isCut: done < files.length };
}

async function textOf(uri: string): Promise<string> {
  try {
    const file = vscode.Uri.parse(uri, true);
    if ((await vscode.workspace.fs.stat(file)).size > maxScannedBytes) return '';
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return '';
  }
}
