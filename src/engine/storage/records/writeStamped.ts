import type { Clock } from '../../model/async/clock';
import type { Database } from '../database';
import type { WriteStamp } from './recordStore';

/** One transaction, all rows of which have the same new revision. Throws `StoreProblem`. */
export function writeStamped<T>(database: Database, clock: Clock, write: (stamp: WriteStamp) => T, waitMs?: number): T {
  return database.transaction(() => {
    database.run('UPDATE record_revision SET value = value + 1');
    return write({ revision: newestRevision(database), now: clock.now() });
  }, waitMs);
}

/** That of the newest row of all record tables. Throws `StoreProblem`. */
export function newestRevision(database: Database): number {
  return Number(database.get('SELECT value FROM record_revision')?.['value']);
}
