import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface CommandPlace {
  /** Of VS Code's own Node. */
  readonly node: string;
  /** The command-line tool. */
  readonly tool: string;
  /** Where the command is put. */
  readonly folder: string;
}

/**
 * Writes the command `everpair` for the terminals into a folder: it runs the tool that comes with the extension with the Node that comes
 * with VS Code. Both lie elsewhere after an update, and are written anew then.
 */
export async function writeCommand({ node, tool, folder }: CommandPlace): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeIfOther(
    path.join(folder, 'everpair'),
    ['#!/bin/sh', `ELECTRON_RUN_AS_NODE=1 exec ${quoted(node)} ${quoted(tool)} "$@"`, ''].join('\n'),
  );
  if (process.platform !== 'win32') return;
  const lines = ['@echo off', 'setlocal', 'set ELECTRON_RUN_AS_NODE=1', `"${node}" "${tool}" %*`, ''];
  await writeIfOther(path.join(folder, 'everpair.cmd'), lines.join('\r\n'));
}

async function writeIfOther(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return;
  await writeFile(file, text, { mode: 0o700 });
  // A file that was there keeps its own.
  await chmod(file, 0o700);
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
