import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { ConversationStore, type OpenedStore, TurnClaims } from '../../engine/chat';
import type { Clock, Log } from '../../engine/model';
import type { Database } from '../../engine/storage';

/** A window's name: the machine, the process and something that no other window has. */
const owner = [hostname(), process.pid, randomUUID()].join('\n');

/** The conversations of the user, and who of the windows writes which answer. */
export function chatStore(database: Database, clock: Clock, log: Log): OpenedStore {
  return {
    store: new ConversationStore({ database, clock, newId: randomUUID, log }),
    claims: new TurnClaims({ database, clock, owner, isAlive }),
    ...(database.notice === undefined ? {} : { notice: database.notice }),
  };
}

/** Of another machine nothing is known. */
function isAlive(other: string): boolean {
  const [host, pid] = other.split('\n');
  if (host !== hostname()) return true;
  // A window that died had the number of this one.
  if (Number(pid) === process.pid) return other === owner;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    // A process of another user is there as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
