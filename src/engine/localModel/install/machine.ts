import { statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { MachineMemory } from '../../model/memoryFit';

/** Bytes that a user may still write at a path, whose last folders need not be there yet; undefined where it is not known. */
export async function freeDiskBytes(folder: string): Promise<number | undefined> {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    try {
      const { bavail, bsize } = await statfs(place);
      return bavail * bsize;
    } catch {
      if (place === path.dirname(place)) return undefined;
    }
  }
}

/** Of what is in use, macOS counts much that it gives back at once. */
const macAvailableShare = 0.5;

/** The memory of this machine, or of the container that this process runs in. */
export function machineMemory(): MachineMemory {
  const constrained = process.constrainedMemory();
  const total = os.totalmem();
  const totalBytes = constrained > 0 ? Math.min(total, constrained) : total;
  const free = Math.min(os.freemem(), process.availableMemory());
  const availableBytes = process.platform === 'darwin' ? Math.max(free, total * macAvailableShare) : free;
  return { totalBytes, availableBytes: Math.min(availableBytes, totalBytes) };
}
