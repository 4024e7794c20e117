import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Bytes; a larger file is not ours, and reading it would take the memory of the window. */
const longestFileBytes = 64 * 1024 * 1024;
/** A half-written file of this age was left by a window that is gone. */
const leftBehindAfterMs = 60_000;

/** The file is larger than anything that is written here. */
export class FileTooLarge extends Error {
  constructor(name: string) {
    super(`${name} is larger than anything that is kept there`);
  }
}

/** A pipe or a device lies where the file should be; reading it may never end. */
class NotAFile extends Error {
  constructor(name: string) {
    super(`${name} is no file`);
  }
}

/**
 * A file that only its user may read (0600 in a folder of 0700). It is replaced as a whole by way of a second file:
 * a crash leaves the old or the new text, and a reader never sees half of one.
 */
export class PrivateFile {
  private prepared: Promise<void> | undefined;
  /** The state of the file as this window read or wrote it last. */
  private known: string | undefined;

  constructor(
    readonly folder: string,
    readonly name: string,
    private readonly longestBytes = longestFileBytes,
  ) {}

  get path(): string {
    return path.join(this.folder, this.name);
  }

  /** Undefined where there is no file. Rejects with `FileTooLarge`, and where it cannot be read. */
  async read(): Promise<string | undefined> {
    try {
      const found = await stat(this.path);
      if (!found.isFile() && !found.isDirectory()) throw new NotAFile(this.name);
      if (found.size > this.longestBytes) throw new FileTooLarge(this.name);
      const text = await readFile(this.path, 'utf8');
      this.known = identityOf(found);
      return text;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whether another window has written since this one read or wrote. */
  async changedElsewhere(): Promise<boolean> {
    try {
      return identityOf(await stat(this.path)) !== this.known;
    } catch {
      return false;
    }
  }

  /** Rejects where it cannot be written; nothing of the attempt is left then. */
  async write(text: string): Promise<void> {
    await this.prepare();
    try {
      await this.replace(text);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      // The folder was removed meanwhile.
      this.prepared = undefined;
      await this.prepare();
      await this.replace(text);
    }
  }

  private async replace(text: string): Promise<void> {
    // Windows in containers that share a home may have the same process id.
    const next = `${this.path}.${randomUUID()}`;
    try {
      const file = await open(next, 'wx', 0o600);
      try {
        // An odd umask takes modes away, also those of the user.
        await file.chmod(0o600).catch(() => undefined);
        await file.writeFile(text, 'utf8');
        // A power cut must not leave an empty file under the name of a whole one.
        await file.sync();
        this.known = identityOf(await file.stat());
      } finally {
        await file.close();
      }
      await rename(next, this.path);
    } catch (error) {
      await rm(next, { force: true, recursive: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Moves the file to a name in the same folder that says why, never over another file; returns the name. */
  async setAside(why: 'unreadable' | 'imported' = 'unreadable'): Promise<string> {
    await this.prepare();
    const { name, ext } = path.parse(this.name);
    const taken = new Set(await readdir(this.folder));
    for (let number = 1; ; number += 1) {
      const aside = `${name}.${why}-${number}${ext}`;
      if (taken.has(aside)) continue;
      await rename(this.path, path.join(this.folder, aside));
      return aside;
    }
  }

  /** Makes the folder, and removes half-written files of windows that ended while they wrote. Once. */
  prepare(): Promise<void> {
    this.prepared ??= this.makeReady().catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private async makeReady(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // Folders and files of earlier versions were open to all. A disk without modes is no reason to save nothing.
    await chmod(this.folder, 0o700).catch(() => undefined);
    await this.closeToOthers().catch(() => undefined);
    const names = await readdir(this.folder);
    await Promise.all(names.filter((name) => this.isHalfWritten(name)).map((name) => this.removeOld(name)));
  }

  /** Leaves the target of a link alone: it belongs to somebody else. */
  private async closeToOthers(): Promise<void> {
    if ((await lstat(this.path)).isFile()) await chmod(this.path, 0o600);
  }

  private isHalfWritten(name: string): boolean {
    return (
      name.startsWith(`${this.name}.`) &&
      /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name.slice(this.name.length + 1))
    );
  }

  private async removeOld(name: string): Promise<void> {
    const file = path.join(this.folder, name);
    try {
      const { mtimeMs } = await stat(file);
      if (Date.now() - mtimeMs > leftBehindAfterMs) await rm(file, { force: true });
    } catch {
      // Another window removed it first.
    }
  }
}

/** A file that took the place of another has another number; one that was written to has another time or size. */
function identityOf({
  ino,
  size,
  mtimeMs,
}: {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}): string {
  return `${ino} ${size} ${mtimeMs}`;
}
