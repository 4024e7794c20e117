import { fstatSync, readSync, statSync } from 'node:fs';
import { devNull, homedir } from 'node:os';
import { systemClock } from '../engine/model';
import type { CliHost } from './host';

/** This process as the tool's host. */
export function processHost(version: string, interrupted: AbortSignal): CliHost {
  const { stdin, stdout, stderr } = process;
  return {
    environment: process.env,
    folder: process.cwd(),
    home: homedir(),
    platform: process.platform,
    ...{ version, stdin, stdout, stderr, interrupted },
    input: kindOfInput(),
    isTerminal: stdin.isTTY && stderr.isTTY,
    isOutputClosed: isNobodys(1),
    fetch: (input, init) => globalThis.fetch(input, init),
    clock: systemClock,
  };
}

/** A terminal, or a device such as `/dev/null`, has nothing to say. Node gives its children sockets, which stay open where it is not told otherwise. */
function kindOfInput(): CliHost['input'] {
  try {
    const found = fstatSync(0);
    if (found.isFIFO() || found.isFile()) return 'text';
    return found.isSocket() ? 'perhaps' : 'none';
  } catch {
    return 'none';
  }
}

/**
 * Where a process is started without an output, Node opens `/dev/null` in its place, for reading too, and takes all that is written. A
 * shell's own `> /dev/null` cannot be read, and is meant.
 */
function isNobodys(descriptor: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    if (fstatSync(descriptor).rdev !== statSync(devNull).rdev) return false;
    return readSync(descriptor, Buffer.alloc(1)) === 0;
  } catch {
    return false;
  }
}
