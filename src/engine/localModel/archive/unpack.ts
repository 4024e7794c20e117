import { createReadStream } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { errorSummary } from '../../model/text/errorSummary';
import { LocalModelProblem } from '../localModelProblem';

/**
 * Unpacks a `.tar.gz` or a `.zip` into a folder that is there as a whole or not at all. Nothing is written outside the
 * folder, and no link that is kept leads out of it. Throws `LocalModelProblem`.
 */
export async function unpack(archive: string, folder: string): Promise<void> {
  const fresh = `${folder}.unpacking`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true, mode: 0o700 });
    await (archive.endsWith('.zip') ? unzip(archive, fresh) : untar(archive, fresh));
    await checkInside(fresh, await realpath(fresh));
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw new LocalModelProblem('wrong-archive', path.basename(archive), errorSummary(error));
  }
}

async function untar(archive: string, folder: string): Promise<void> {
  const { unpackTar } = await import('modern-tar/fs');
  const target = unpackTar(folder, {
    filter: ({ name }) => {
      if (leadsOut(name)) throw new Error(`the path ${name}`);
      return true;
    },
  });
  await pipeline(createReadStream(archive), createGunzip(), target);
}

async function unzip(archive: string, folder: string): Promise<void> {
  const { unzipSync } = await import('fflate');
  const bytes = await readFile(archive);
  const names: string[] = [];
  unzipSync(bytes, { filter: ({ name }) => names.push(name) < 0 });
  for (const name of names) {
    if (leadsOut(name)) throw new Error(`the path ${name}`);
    if (name.endsWith('/')) continue;
    const file = path.join(folder, ...name.split('/'));
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    // One at a time, so that the editor's other work gets its turn between.
    const unpacked = unzipSync(bytes, { filter: (entry) => entry.name === name })[name];
    if (unpacked) await writeFile(file, unpacked, { mode: 0o700 });
  }
}

function leadsOut(name: string): boolean {
  const parts = name.split(/[/\\]/);
  return (
    name.startsWith('/') || name.includes('\\') || /^[a-z]:/i.test(name) || name.includes('\0') || parts.includes('..')
  );
}

/** Throws for a link that leads out of the folder, and for what is neither file, folder nor link. */
async function checkInside(folder: string, root: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const entry = path.join(folder, name);
    const found = await lstat(entry);
    if (found.isDirectory()) await checkInside(entry, root);
    else if (found.isSymbolicLink()) {
      const target = await realpath(entry);
      if (!target.startsWith(root + path.sep)) throw new Error(`the link ${name}`);
    } else if (!found.isFile()) throw new Error(`the entry ${name}`);
    else await chmod(entry, 0o700);
  }
}
