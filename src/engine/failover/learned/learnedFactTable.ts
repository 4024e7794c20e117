import * as z from 'zod/mini';
import { readableItems } from '../../model/text/readableItems';
import type { RecordTable } from '../../storage/records/recordStore';
import { clockToleranceMs, isWithin } from '../health/circuit/clockChange';

/** A number learned of a route. */
export interface LearnedFact {
  /** The configuration of a provider, and a model. */
  readonly route: string;
  readonly name: string;
  /** 0: forgotten, which other windows have to learn, too. */
  readonly value: number;
  /** Milliseconds since the epoch when it was learned. */
  readonly at: number;
}

const keptForMs = 7 * 24 * 3_600_000;
const maxFacts = 1_000;

/** Neither too old nor from the future. */
export function isValidFact({ at }: LearnedFact, now: number): boolean {
  return isWithin(keptForMs, at, now);
}

/** Built when first used: activation does not wait for it. */
const earlierFact = z.lazy(() => {
  const text = z.string().check(z.maxLength(2_000));
  return z.object({ key: text, name: text, value: z.number().check(z.gte(0)), at: z.int().check(z.gte(0)) });
});

/** Of each name the fact that was learned last counts. */
export const learnedFactTable: RecordTable<LearnedFact> = {
  name: 'knowledge of models',
  delayMs: 1_000,
  earlier: {
    file: 'learned.json',
    version: 1,
    recordsOf: (data, onLost) =>
      readableItems(earlierFact, data, onLost)?.map(({ key, ...fact }) => ({ ...fact, route: key })),
  },
  keyOf: ({ route, name }) => JSON.stringify([route, name]),
  write: (database, facts, { revision, now }) => {
    for (const { route, name, value, at } of facts) {
      // A row from the future is replaced too: the clock was set back since, and nothing new would ever win over it.
      database.run(
        `INSERT INTO learned_fact (route, name, value, at, revision) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (route, name) DO UPDATE SET value = excluded.value, at = excluded.at, revision = excluded.revision
         WHERE excluded.at > at OR (excluded.at = at AND excluded.value > value) OR at > ?`,
        ...[route, name, value, at, revision, now + clockToleranceMs],
      );
    }
  },
  read: (database, after) => {
    const rows = database.all('SELECT route, name, value, at FROM learned_fact WHERE revision > ? ORDER BY at', after);
    return rows.map((row) => ({
      route: String(row['route']),
      name: String(row['name']),
      value: Number(row['value']),
      at: Number(row['at']),
    }));
  },
  prune: (database, now) => {
    database.run('DELETE FROM learned_fact WHERE at <= ? OR at > ?', now - keptForMs, now + clockToleranceMs);
    database.run(
      `DELETE FROM learned_fact WHERE (route, name) NOT IN
         (SELECT route, name FROM learned_fact ORDER BY at DESC LIMIT ?)`,
      maxFacts,
    );
  },
};
