import type { Database } from '../../storage/database';
import type { RecordTable } from '../../storage/records/recordStore';
import type { CountOfDay, CountRecord } from './dailyCounts';
import { dayOf } from './day';
import { earlierLedger } from './earlierLedger';

/** Days that are kept, today included. */
const maxDays = 90;
/** Rows; the oldest days go first. */
const maxRows = 50_000;
/** A sum must not outgrow what can be read again. */
const maxCount = Number.MAX_SAFE_INTEGER;

/** The counts of all windows are added up. */
export const countTable: RecordTable<CountRecord> = {
  name: 'completion statistics',
  delayMs: 30_000,
  earlier: earlierLedger,
  keyOf: (record) =>
    record === 'reset' ? record : JSON.stringify([record.day, record.language, record.route, record.name]),
  joined: (waiting, next) =>
    waiting === 'reset' || next === 'reset' ? next : { ...next, count: waiting.count + next.count },
  write: (database, records, { revision }) => {
    for (const record of records) {
      if (record === 'reset') reset(database, revision);
      else add(database, record);
    }
  },
  // Counts are read when somebody wants to see them. A reset before the first read is over.
  read: (database, after) =>
    after > 0 && database.get('SELECT 1 FROM completion_reset WHERE revision > ?', after) ? ['reset'] : [],
  prune: (database, now) => {
    // One day ahead is allowed: the machine may have changed its time zone.
    const [first, last] = [dayOf(now, 1 - maxDays), dayOf(now, 1)];
    database.run('DELETE FROM completion_count WHERE day < ? OR day > ?', first, last);
    database.run(
      `DELETE FROM completion_count WHERE day <=
         (SELECT day FROM completion_count ORDER BY day DESC LIMIT 1 OFFSET ?)`,
      maxRows,
    );
  },
};

function add(database: Database, { day, language, route, name, count }: CountOfDay): void {
  database.run(
    `INSERT INTO completion_count (day, language, route, name, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (day, language, route, name) DO UPDATE SET count = min(count + excluded.count, ${maxCount})`,
    ...[day, language, route, name, Math.min(count, maxCount)],
  );
}

function reset(database: Database, revision: number): void {
  database.run('DELETE FROM completion_count');
  database.run(
    'INSERT INTO completion_reset (key, revision) VALUES (1, ?) ON CONFLICT (key) DO UPDATE SET revision = excluded.revision',
    revision,
  );
}
