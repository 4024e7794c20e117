import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../tools/vscode/childProcess';
import { cacheFolder } from '../../../tools/vscode/folders';
import { withLock } from '../../../tools/vscode/lock';
import { debianLacking, unpackPackages } from './debianPackages';

const home = path.join(cacheFolder, 'llama-server');

/** A command to run llama-server by: through the loader and the C library that were unpacked with it. */
export interface LlamaServerBuild {
  readonly command: string;
  /** What comes before the server's own arguments. */
  readonly args: readonly string[];
  /** Where the server looks for its code for this machine's processor. */
  readonly cwd: string;
}

export type LlamaServerFound =
  { readonly ok: true; readonly build: LlamaServerBuild } | { readonly ok: false; readonly why: string };

/**
 * llama.cpp's server from Debian unstable, fetched on first use (a download of 25 MB, 50 MB on disk) and kept. Never
 * throws: a machine that cannot have it gets the reason, one sentence.
 */
export async function ensureLlamaServer(say: (text: string) => void): Promise<LlamaServerFound> {
  if (existsSync(home)) return { ok: true, build: buildIn(home) };
  const lacking = debianLacking();
  if (lacking !== undefined) return { ok: false, why: lacking };
  return withLock(path.join(cacheFolder, 'llama-server.lock'), say, async () => {
    if (existsSync(home)) return { ok: true, build: buildIn(home) };
    say('Fetching llama-server from Debian unstable; once, about 25 MB …');
    try {
      // The archive may be renewed between its list and a download.
      await fetchBuild().catch(fetchBuild);
      return { ok: true, build: buildIn(home) };
    } catch (error) {
      const last = String(error).trim().split('\n').at(-1) ?? '';
      return { ok: false, why: `It could not be fetched: ${last}` };
    }
  });
}

async function fetchBuild(): Promise<void> {
  const fresh = `${home}.fetching`;
  rmSync(fresh, { recursive: true, force: true });
  await unpackPackages(['llama.cpp-tools'], 'unstable', path.join(fresh, 'root'), path.join(fresh, 'work'));
  const { command, args, cwd } = buildIn(fresh);
  await run(command, [...args, '--version'], { cwd, timeout: 30_000 });
  renameSync(fresh, home);
}

/** Debian's folders: the versions in their names change. */
function buildIn(folder: string): LlamaServerBuild {
  const libraries = path.join(folder, 'root/usr/lib/x86_64-linux-gnu');
  const backends = readdirSync(path.join(libraries, 'ggml')).find((name) => name.startsWith('backends')) ?? '';
  return {
    command: path.join(libraries, 'ld-linux-x86-64.so.2'),
    args: [
      ...['--library-path', `${libraries}:${path.join(libraries, 'llama')}`],
      path.join(folder, 'root/usr/bin/llama-server'),
    ],
    cwd: path.join(libraries, 'ggml', backends),
  };
}
