import { type FileHandle, mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAlive } from '../server/isAlive';

/** A holder renews its lock; one that was not renewed for so long belongs to a process that is gone. */
const renewEveryMs = 5_000;
const staleAfterMs = 20_000;

/** Held by one process of all that know the file. */
export interface WindowLock {
  release(): Promise<void>;
}

/** Undefined where another process holds it. A killed process holds nothing. */
export async function takeLock(file: string): Promise<WindowLock | undefined> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const made = (await create(file)) ?? ((await isStale(file)) ? await retake(file) : undefined);
  if (!made) return undefined;
  const timer = setInterval(() => {
    const now = new Date();
    void utimes(file, now, now).catch(() => undefined);
  }, renewEveryMs);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await rm(file, { force: true });
    },
  };
}

async function create(file: string): Promise<true | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}

async function retake(file: string): Promise<true | undefined> {
  await rm(file, { force: true });
  return create(file);
}

async function isStale(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > staleAfterMs) return true;
    const { pid, host } = JSON.parse(await readFile(file, 'utf8')) as {
      readonly pid?: unknown;
      readonly host?: unknown;
    };
    return host === hostname() && typeof pid === 'number' && !isAlive(pid);
  } catch {
    // Gone, or just being written: the next attempt tells.
    return false;
  }
}
