import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
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

/** A file of the lock, of which the one with the highest number is held. */
interface Claim {
  readonly number: number;
  readonly path: string;
}

/**
 * Undefined where another process holds it. A killed process holds nothing. What a process leaves behind is never written again,
 * since two that see it at once would take the lock from each other: each takes over by a file with the next number, which one
 * alone can make.
 */
export async function takeLock(file: string): Promise<WindowLock | undefined> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const left = (await claimsOf(file)).at(-1);
  const owner = left && (await goneOwner(left));
  if (left && owner === undefined) return undefined;
  const mine = claim(file, (left?.number ?? 0) + 1);
  if (!(await create(mine.path))) return undefined;
  const claims = await claimsOf(file);
  // What was taken over is gone where others took and released the lock meanwhile; one that did so at the same time may hold it.
  const isLeft = left === undefined || (await ownerOf(left)) === owner;
  if (!isLeft || claims.at(-1)?.number !== mine.number) {
    await remove(mine);
    return undefined;
  }
  await Promise.all(claims.filter(({ number }) => number < mine.number).map(remove));
  return held(mine);
}

function held(mine: Claim): WindowLock {
  const timer = setInterval(() => {
    const now = new Date();
    void utimes(mine.path, now, now).catch(() => undefined);
  }, renewEveryMs);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await remove(mine);
    },
  };
}

function claim(file: string, number: number): Claim {
  return { number, path: `${file}.${number}` };
}

/** The lowest number first. */
async function claimsOf(file: string): Promise<readonly Claim[]> {
  const start = `${path.basename(file)}.`;
  const ends = (await readdir(path.dirname(file)))
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length));
  return ends
    .filter((end) => /^\d{1,15}$/.test(end))
    .map((end) => claim(file, Number(end)))
    .sort((a, b) => a.number - b.number);
}

function remove({ path: file }: Claim): Promise<void> {
  return rm(file, { force: true });
}

async function create(file: string): Promise<boolean> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() }));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await handle?.close();
  }
}

/** What the file says of its owner; undefined where the file is gone. */
async function ownerOf({ path: file }: Claim): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** As `ownerOf`, where the owner is gone; else undefined. */
async function goneOwner(left: Claim): Promise<string | undefined> {
  const owner = await ownerOf(left);
  if (owner === undefined) return undefined;
  try {
    const { mtimeMs } = await stat(left.path);
    if (Date.now() - mtimeMs > staleAfterMs) return owner;
    const { pid, host } = JSON.parse(owner) as { readonly pid?: unknown; readonly host?: unknown };
    return host === hostname() && typeof pid === 'number' && !isAlive(pid) ? owner : undefined;
  } catch {
    // Gone, or just being written: the next attempt tells.
    return undefined;
  }
}
