import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from './client';

const cache = path.resolve('.cache/clients');

/** The folder of the client's packages, fetched at the first time. Rejects with the reason where it cannot be had. */
export async function installed(client: Client): Promise<string> {
  const folder = path.join(cache, `${client.package.replace('/', '+')}@${client.version}`);
  const packages = path.join(folder, 'node_modules');
  if (existsSync(packages)) return packages;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await writeFile(path.join(unfinished, 'package.json'), '{"private":true}');
  // What packages would do when they are installed is not needed, and not to be run here.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${client.package}@${client.version}`];
  const npm = spawn('npm', args, { cwd: unfinished, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  npm.stderr.on('data', (text) => (told += String(text)));
  const [code] = (await once(npm, 'close')) as [number | null];
  if (code !== 0) throw new Error(told.split('\n').find((line) => line.includes('error')) ?? `npm ended with ${code}`);
  const program = path.join(unfinished, 'node_modules', client.program);
  if (!existsSync(program)) throw new Error(`it has no ${client.program} for this machine`);
  await rename(unfinished, folder);
  return packages;
}
