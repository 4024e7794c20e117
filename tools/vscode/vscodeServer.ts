import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, run, startGroup } from './childProcess';
import { type TemporaryFolder, temporaryFolder } from './folders';
import { writeEmptyLanguagePack } from './languagePack';
import { ensureServerBuild } from './serverBuild';

export interface ServerOptions {
  /** Installed before the server starts. */
  readonly vsix?: string;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the remote machine. */
  readonly machine?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host; the caller's own, less what would make a run depend on the machine. */
  readonly env?: Readonly<Record<string, string>>;
  /** The display language, as VS Code names it; English where absent. */
  readonly language?: string;
  /** Names of VS Code's own extensions to have, where not all of them. */
  readonly builtInExtensions?: readonly string[];
  /** Lets a page run a test suite inside the extension host. */
  readonly testDriver?: boolean;
  /** Data of the editor; a fresh folder, removed at the end, where absent. */
  readonly dataFolder?: string;
  readonly port?: number;
  readonly say?: (text: string) => void;
}

export interface VsCodeServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly pid: number | undefined;
  /** Address that opens a folder. */
  readonly open: (folder: string, payload?: readonly (readonly [string, string])[]) => string;
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  /** The last lines the server printed. */
  readonly tail: () => string;
  readonly exited: Promise<number | null>;
  close(): Promise<void>;
}

/** Starts VS Code's server build on a free port and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const build = await ensureServerBuild(options.say ?? (() => undefined));
  const own = options.dataFolder === undefined ? temporaryFolder('code') : undefined;
  const home = options.dataFolder ?? own?.path ?? '';
  const dataFolder = path.join(home, 'data');
  const extensionsFolder = path.join(home, 'extensions');
  const machineSettings = path.join(dataFolder, 'data/Machine/settings.json');
  mkdirSync(path.join(dataFolder, 'data/User'), { recursive: true });
  mkdirSync(path.dirname(machineSettings), { recursive: true });
  writeFileSync(machineSettings, JSON.stringify({ ...options.machine }));
  mkdirSync(extensionsFolder, { recursive: true });
  writeFileSync(
    path.join(dataFolder, 'data/User/settings.json'),
    JSON.stringify({ ...options.settings }, null, 2) + '\n',
  );
  if (options.language !== undefined) writeEmptyLanguagePack(path.join(dataFolder, 'data'), options.language);
  // Tests inside the extension host learn this path only from here.
  const env = { ...environment(), EVERPAIR_MACHINE_SETTINGS: machineSettings, ...options.env };
  const folders = ['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder];
  const builtIn = options.builtInExtensions && chosenExtensions(build.serverMain, options.builtInExtensions);
  if (builtIn) folders.push('--builtin-extensions-dir', builtIn.path);
  if (options.vsix !== undefined) {
    await run(build.node, [build.serverMain, ...folders, '--install-extension', options.vsix, '--force'], {
      env,
      timeout: 120_000,
    });
  }
  const port = options.port ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const group = startGroup(
    build.node,
    [
      build.serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...(options.language === undefined ? [] : ['--locale', options.language]),
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
      ...folders,
    ],
    { env },
  );
  const close = async (): Promise<void> => {
    await group.end();
    own?.remove();
    builtIn?.remove();
  };
  try {
    await answering(origin, group.exited, group.tail);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    origin,
    pid: group.child.pid,
    open: (folder, payload) => {
      const query = new URLSearchParams({ folder });
      if (payload) query.set('payload', JSON.stringify(payload));
      return `${origin}/?${query.toString()}`;
    },
    dataFolder,
    extensionsFolder,
    tail: group.tail,
    exited: group.exited,
    close,
  };
}

function chosenExtensions(serverMain: string, names: readonly string[]): TemporaryFolder {
  const all = path.resolve(path.dirname(serverMain), '../extensions');
  const folder = temporaryFolder('builtin');
  for (const name of names) symlinkSync(path.join(all, name), path.join(folder.path, name), 'dir');
  return folder;
}

/** The caller's environment without what an outer VS Code or npm left in it. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/i.test(name)),
  );
}

async function answering(origin: string, exited: Promise<number | null>, tail: () => string): Promise<void> {
  const ended = exited.then(() => true);
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`${origin}/version`, { signal: AbortSignal.timeout(2000) });
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    if (await Promise.race([ended, wait(100, false)])) throw new Error(`VS Code's server ended:\n${tail()}`);
  }
  throw new Error(`VS Code's server did not answer within 60 s:\n${tail()}`);
}
