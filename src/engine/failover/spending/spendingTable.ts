import type { RecordTable } from '../../storage/records/recordStore';
import { monthOf, monthStart } from './month';

/** What one window has spent at a provider in a month. */
export interface WindowSpending {
  /** As `2026-11`. */
  readonly month: string;
  readonly providerId: string;
  /** Of this window alone; another one has another id. */
  readonly windowId: string;
  /** US dollars since the window was opened. They only grow. */
  readonly dollars: number;
  /** US dollars of them for which the provider has reported no tokens. */
  readonly estimated: number;
}

/** US dollars; more in one window and month is no amount but a broken row. */
const mostDollars = 1e6;

/** Each window has rows of its own, so that the sum over all rows is what was spent, whoever writes first and however often. */
export const spendingTable: RecordTable<WindowSpending> = {
  name: 'spending of this month',
  delayMs: 1_000,
  keyOf: ({ month, providerId, windowId }) => JSON.stringify([month, providerId, windowId]),
  write: (database, records, { revision }) => {
    for (const { month, providerId, windowId, dollars, estimated } of records) {
      database.run(
        `INSERT INTO spending (month, provider, window, dollars, estimated, revision) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (month, provider, window) DO UPDATE SET dollars = max(dollars, excluded.dollars),
           estimated = max(estimated, excluded.estimated), revision = excluded.revision`,
        ...[month, providerId, windowId, dollars, estimated, revision],
      );
    }
  },
  read: (database, after, onLost) => {
    const rows = database.all(
      'SELECT month, provider, window, dollars, estimated FROM spending WHERE revision > ?',
      after,
    );
    return rows.flatMap((row) => {
      const record: WindowSpending = {
        month: String(row['month']),
        providerId: String(row['provider']),
        windowId: String(row['window']),
        dollars: Number(row['dollars']),
        estimated: Number(row['estimated']),
      };
      if (isValid(record)) return [record];
      onLost();
      return [];
    });
  },
  // The clock may be wrong for a while: those of the future stay, and as many of the past as there usually are.
  prune: (database, now) => {
    database.run(
      `DELETE FROM spending WHERE month < ?
         AND month NOT IN (SELECT DISTINCT month FROM spending ORDER BY month DESC LIMIT 3)`,
      monthOf(monthStart(now, -1)),
    );
  },
};

function isValid({ month, dollars, estimated }: WindowSpending): boolean {
  return /^\d{4}-\d\d$/.test(month) && isAmount(dollars) && isAmount(estimated) && estimated <= dollars;
}

function isAmount(value: number): boolean {
  return value >= 0 && value <= mostDollars;
}
