import { readFile } from 'node:fs/promises';

/** Text of a small file of the system; undefined where it cannot be read. */
export function readSmallFile(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
