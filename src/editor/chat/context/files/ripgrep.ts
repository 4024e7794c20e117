import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** Bytes of output that are read at most: a search that finds more is ended. */
const maxOutputBytes = 30_000_000;

/** Where versions of VS Code have their ripgrep, below `appRoot`; the latest first. */
function places(): readonly string[] {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const target = `${process.platform}-${process.arch}`;
  const modules = ['node_modules', 'node_modules.asar.unpacked'];
  return modules.flatMap((folder) => [
    path.join(folder, '@vscode', 'ripgrep-universal', 'bin', target, name),
    path.join(folder, '@vscode', 'ripgrep', 'bin', name),
    path.join(folder, 'vscode-ripgrep', 'bin', name),
  ]);
}

/** VS Code's own ripgrep; undefined where it is not found: in a browser, in another editor. */
export async function ripgrepPath(appRoot = vscode.env.appRoot): Promise<string | undefined> {
  for (const place of places()) {
    const file = path.join(appRoot, place);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Another version has it elsewhere.
    }
  }
  return undefined;
}

export interface RipgrepResult {
  readonly output: string;
  /** It was ended before it had found all: by the time limit or by the length of its output. */
  readonly isCut: boolean;
}

/** Runs ripgrep in a folder. Rejects where it cannot be started or does not understand its arguments; stops with the signal. */
export function runRipgrep(
  file: string,
  args: readonly string[],
  cwd: string,
  limitMs: number,
  signal: AbortSignal,
): Promise<RipgrepResult> {
  return new Promise((resolve, reject) => {
    // The user's own settings of ripgrep must not change what is found.
    const child = spawn(file, ['--no-config', ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let isCut = false;
    const end = (): void => {
      isCut = true;
      child.kill();
    };
    const timer = setTimeout(end, limitMs);
    signal.addEventListener('abort', end, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxOutputBytes) end();
    });
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code) => {
      settle();
      // 1: nothing was found. 2: something could not be read; what was found still counts.
      if (isCut || code === 0 || code === 1 || size > 0) resolve({ output: Buffer.concat(chunks).toString(), isCut });
      else reject(new Error(`ripgrep ended with ${code ?? 'a signal'}`));
    });
    if (signal.aborted) end();
  });
}
