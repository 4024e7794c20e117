import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../../tools/vscode/childProcess';
import { root } from '../../../../tools/vscode/folders';
import type { Package } from './package';

const cache = path.join(root, '.cache/oracle');

/** Where the files of a package are, once it was fetched. */
export function folderOf({ registry, name, version }: Package): string {
  const folder = path.join(cache, `${registry}-${name}-${version}`.replace(/[^\w.-]+/g, '-'));
  return registry === 'npm' ? path.join(folder, 'package') : folder;
}

/** Fetches a package that is not there yet. Rejects when it cannot be had, or is not the one that was pinned. */
export async function fetchPackage(each: Package): Promise<void> {
  const folder = path.join(cache, path.relative(cache, folderOf(each)).split(path.sep)[0] ?? '');
  if (existsSync(folder)) return;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const spec = { npm: `${each.name}@${each.version}`, debian: `${each.name}=${each.version}` }[each.registry];
  if (each.registry === 'npm') await run('npm', ['pack', spec, '--silent', '--pack-destination', part]);
  else await run('apt-get', ['download', '-qq', spec], { cwd: part });
  const archive = path.join(part, readdirSync(part).find((file) => /\.(?:tgz|deb)$/.test(file)) ?? '');
  if (!isPinned(each, readFileSync(archive))) throw new Error(`${spec} is not what it was when it was pinned.`);
  if (each.registry === 'npm') await run('tar', ['-xzf', archive, '-C', part]);
  else await run('dpkg-deb', ['-x', archive, part]);
  rmSync(archive);
  renameSync(part, folder);
}

function isPinned({ registry, integrity }: Package, archive: Buffer): boolean {
  if (registry === 'debian') return createHash('sha256').update(archive).digest('hex') === integrity;
  return `sha512-${createHash('sha512').update(archive).digest('base64')}` === integrity;
}
