import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { endpointBefore, token } from '../../wire/server/support/endpoint';
import { type Fault, upstream, whileSilent } from '../../wire/server/support/upstreams';
import type { Client } from './client';

export interface ClientRun {
  readonly exitCode: number | null;
  /** Without colours. */
  readonly stdout: string;
  readonly stderr: string;
  /** What the workspace holds afterwards: texts by the names of files. */
  readonly files: Readonly<Record<string, string>>;
  /** How often each host was asked. */
  readonly asked: readonly number[];
  readonly log: readonly string[];
  readonly seconds: number;
}

const prompt = 'What is a stack?';
/** Of one run; a client that has not ended by then is ended. */
const patienceMs = 90_000;

/** Runs a client at the endpoint, before which the first host has a fault. `usesTools`: the model calls some before it answers. */
export async function runClient(
  client: Client,
  packages: string,
  fault: Fault,
  usesTools: boolean,
): Promise<ClientRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'everpair-client-'));
  const [home, workspace] = [path.join(folder, 'home'), path.join(folder, 'workspace')];
  await Promise.all([mkdir(home), mkdir(workspace)]);
  const calls = usesTools ? client.calls(workspace) : [];
  const hosts = await Promise.all([upstream(fault, calls), upstream('healthy', calls)]);
  const urls = hosts.map(({ url }) => url);
  const endpoint = await endpointBefore(urls, fault === 'silent' ? whileSilent(hosts) : undefined);
  const run = { port: endpoint.port, token, home, workspace };
  try {
    for (const [name, text] of Object.entries(client.files?.(run) ?? {})) {
      const file = path.join(home, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const began = performance.now();
    const program = path.join(packages, client.program);
    const args = client.args(run, prompt);
    const [command, all] = program.endsWith('.js') ? [process.execPath, [program, ...args]] : [program, args];
    const env = { HOME: home, PATH: process.env['PATH'] ?? '', TMPDIR: home, ...client.environment(run) };
    const ended = await end(command, all, { cwd: workspace, env });
    const seconds = (performance.now() - began) / 1_000;
    const asked = hosts.map(({ requests }) => requests.filter(({ method }) => method === 'POST').length);
    return { ...ended, files: await textsIn(workspace), asked, log: endpoint.log, seconds };
  } finally {
    await endpoint.close();
    await Promise.all(hosts.map((host) => host.close()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function end(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Pick<ClientRun, 'exitCode' | 'stdout' | 'stderr'>> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (told.stdout += String(text)));
  child.stderr.on('data', (text) => (told.stderr += String(text)));
  // With all that it started.
  const kill = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  const late = setTimeout(kill, patienceMs);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(late);
  return { exitCode, stdout: stripVTControlCharacters(told.stdout), stderr: told.stderr };
}

async function textsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const texts = await Promise.all(
    files.map(async (file): Promise<[string, string]> => [path.relative(folder, file), await readFile(file, 'utf8')]),
  );
  return Object.fromEntries(texts.sort(([a], [b]) => a.localeCompare(b)));
}
