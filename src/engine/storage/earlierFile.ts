import { chmod, lstat, readdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';

/** Bytes; a larger file is not ours, and reading it would take the memory of the window. */
const longestFileBytes = 64 * 1024 * 1024;

/** The file is larger than anything that was written there. */
export class FileTooLarge extends Error {
  constructor(name: string) {
    super(`${name} is larger than anything that was kept there`);
  }
}

/** A pipe or a device lies where the file should be; reading it may never end. */
class NotAFile extends Error {
  constructor(name: string) {
    super(`${name} is no file`);
  }
}

/** A file of a version that had no database. It is read once, and then moved aside. */
export class EarlierFile {
  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly longestBytes = longestFileBytes,
  ) {}

  /** Undefined where there is no file. Rejects with `FileTooLarge`, and where it cannot be read. */
  async read(): Promise<string | undefined> {
    const file = path.join(this.folder, this.name);
    try {
      const found = await stat(file);
      if (!found.isFile() && !found.isDirectory()) throw new NotAFile(this.name);
      if (found.size > this.longestBytes) throw new FileTooLarge(this.name);
      return await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Moves the file to a name in the same folder that says why, never over another file; returns the name. Rejects where it cannot be. */
  async setAside(why: 'unreadable' | 'imported'): Promise<string> {
    const { name, ext } = path.parse(this.name);
    const taken = new Set(await readdir(this.folder));
    for (let number = 1; ; number += 1) {
      const aside = `${name}.${why}-${number}${ext}`;
      if (taken.has(aside)) continue;
      const place = path.join(this.folder, aside);
      await rename(path.join(this.folder, this.name), place);
      await closeToOthers(place).catch(() => undefined);
      return aside;
    }
  }
}

/** Early versions left it open. The target of a link is left alone: it belongs to somebody else. */
async function closeToOthers(file: string): Promise<void> {
  if ((await lstat(file)).isFile()) await chmod(file, 0o600);
}
