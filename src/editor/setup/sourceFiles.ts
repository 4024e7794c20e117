import { constants } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ReadFile } from '../../engine/setup';

const maxBytes = 1_000_000;

/**
 * Reads a file of settings: a plain one of at most 1 MB, without waiting for what is no file. A link is followed where the user put it, and
 * not in a workspace, where it can lead to anything of the user's. `shown`: how a path is shown.
 */
export function sourceReader(shown: (path: string) => string, largeFile: () => string): ReadFile {
  return async (file, folder) => {
    try {
      if (folder !== undefined && (await isLinked(file, folder)))
        return { problem: l10n.t('It is a link, which is not followed in a workspace.') };
      const found = await stat(file);
      if (!found.isFile()) return undefined;
      if (found.size > maxBytes) return { problem: largeFile() };
      const text = await textOf(file, folder === undefined);
      return text === undefined ? { problem: largeFile() } : { path: shown(file), text };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      return { problem: l10n.t('It cannot be read: you have no right to, or the disk failed.') };
    }
  };
}

/** Whether the file, or a folder that it lies in below `folder`, is a link. Rejects where there is none. */
async function isLinked(file: string, folder: string): Promise<boolean> {
  let place = folder;
  for (const name of path.relative(folder, file).split(path.sep)) {
    place = path.join(place, name);
    if ((await lstat(place)).isSymbolicLink()) return true;
  }
  return false;
}

/** Undefined where it has grown meanwhile. */
async function textOf(file: string, isOwn: boolean): Promise<string | undefined> {
  // A pipe would keep the reader waiting for ever, and a link may have taken the place of the file. Windows has neither flag.
  const optional: Partial<typeof constants> = constants;
  const flags = constants.O_RDONLY | (optional.O_NONBLOCK ?? 0) | (isOwn ? 0 : (optional.O_NOFOLLOW ?? 0));
  const handle = await open(file, flags);
  try {
    const buffer = Buffer.alloc(maxBytes + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return bytesRead > maxBytes ? undefined : buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Of the names, those that are there below a folder. */
export async function thereBelow(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => found[index]);
}
