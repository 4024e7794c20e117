import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** The name of this window, by which others know what it writes: the machine, the process and something that no other window has. */
export const windowOwner = [hostname(), process.pid, randomUUID()].join('\n');

/** False only where the window with this name is gone for sure: of another machine nothing is known. */
export function isWindowAlive(other: string): boolean {
  const [host, pid] = other.split('\n');
  if (host !== hostname()) return true;
  // A window that died had the number of this one.
  if (Number(pid) === process.pid) return other === windowOwner;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    // A process of another user is there as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
