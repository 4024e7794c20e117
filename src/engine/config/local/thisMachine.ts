import { execFile } from 'node:child_process';
import { access, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { InstallDeps } from './ollamaInstall';
import type { MemoryDeps } from './readMemory';
import { readSmallFile } from './smallFile';

/** What is asked of the machine that this runs on. */
export interface Machine extends MemoryDeps, InstallDeps {
  /** Bytes; undefined where it cannot be known. */
  readonly freeDiskBytes: (folder: string) => Promise<number | undefined>;
}

/** A program of a driver may hang with its card. */
const programTimeoutMs = 2_000;

export function thisMachine(environment: InstallDeps['environment']): Machine {
  const limit = process.constrainedMemory();
  const total = os.totalmem();
  return {
    platform: process.platform,
    arch: process.arch,
    environment,
    homeFolder: os.homedir(),
    totalBytes: limit > 0 && limit < total ? limit : total,
    freeBytes: process.availableMemory(),
    read: readSmallFile,
    exists: (file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    run: (program, args) =>
      new Promise((resolve) => {
        const options = { timeout: programTimeoutMs, windowsHide: true };
        execFile(program, args, options, (error, printed) => resolve(error ? undefined : printed));
      }),
    freeDiskBytes: (folder) =>
      statfs(folder).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => undefined,
      ),
  };
}

/** Where Ollama keeps its models on this machine, the likeliest first: https://docs.ollama.com/faq. */
export function modelFolders({ environment, homeFolder, platform }: InstallDeps): readonly string[] {
  const set = environment.OLLAMA_MODELS ?? '';
  const folders = [path.join(homeFolder, '.ollama', 'models'), path.join(homeFolder, '.ollama'), homeFolder];
  const service = platform === 'linux' ? ['/usr/share/ollama/.ollama/models', '/usr/share/ollama'] : [];
  return [...(set === '' ? [] : [set]), ...service, ...folders];
}
