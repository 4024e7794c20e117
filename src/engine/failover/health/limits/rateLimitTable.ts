import * as z from 'zod/mini';
import { countedUnits } from '../../../model/provider/rateLimit';
import { parsedJson } from '../../../model/text/jsonValue';
import type { RecordTable } from '../../../storage/records/recordStore';
import type { KnownLimit } from '../../api/routeLimits';
import { clockToleranceMs, isWithin } from '../circuit/clockChange';

/** What the last response of a route has said of its limits. */
export interface LimitRecord {
  /** See `limitKey`. */
  readonly key: string;
  readonly provider: string;
  /** Milliseconds since the epoch when it was said. */
  readonly at: number;
  /** None: forgotten, which other windows have to learn, too. */
  readonly limits: readonly KnownLimit[];
}

/** All are full again by then. */
const keptForMs = 24 * 3_600_000;
const maxRecords = 200;

/** Neither too old nor from the future. */
export function isValidRecord({ at }: LimitRecord, now: number): boolean {
  return isWithin(keptForMs, at, now);
}

/** Built when first used: activation does not wait for it. */
const savedLimits = z.lazy(() => {
  const amount = z.int().check(z.gte(0));
  return z
    .array(
      z.object({
        unit: z.enum(countedUnits),
        remaining: amount,
        limit: z.optional(amount),
        until: z.optional(z.number().check(z.gte(0))),
        refills: z.optional(z.boolean()),
        sparesStored: z.optional(z.boolean()),
      }),
    )
    .check(z.maxLength(20));
});

/** Of each route what was said last counts. */
export const rateLimitTable: RecordTable<LimitRecord> = {
  name: 'limits of hosts',
  delayMs: 1_000,
  keyOf: ({ key }) => key,
  write: (database, records, { revision, now }) => {
    for (const { key, provider, at, limits } of records) {
      // A row from the future is replaced too: the clock was set back since, and nothing new would ever win over it.
      database.run(
        `INSERT INTO rate_limit (key, provider, at, limits, revision) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET at = excluded.at, limits = excluded.limits, revision = excluded.revision
         WHERE excluded.at > at OR at > ?`,
        ...[key, provider, Math.round(at), JSON.stringify(limits), revision, now + clockToleranceMs],
      );
    }
  },
  read: (database, after, onLost) => {
    const rows = database.all('SELECT key, provider, at, limits FROM rate_limit WHERE revision > ?', after);
    return rows.flatMap((row) => {
      const limits = limitsIn(String(row['limits']), Number(row['at']));
      if (limits)
        return [{ key: String(row['key']), provider: String(row['provider']), at: Number(row['at']), limits }];
      onLost();
      return [];
    });
  },
  prune: (database, now) => {
    database.run(
      `DELETE FROM rate_limit WHERE at <= ? OR at > ? OR key NOT IN (SELECT key FROM rate_limit ORDER BY at DESC LIMIT ?)`,
      ...[now - keptForMs, now + clockToleranceMs, maxRecords],
    );
  },
};

/** Undefined where the text is no list of limits. No end is later than a response can say. */
function limitsIn(text: string, at: number): readonly KnownLimit[] | undefined {
  const parsed = savedLimits.safeParse(parsedJson(text));
  if (!parsed.success) return undefined;
  return parsed.data.map(({ until, ...limit }) => ({
    ...limit,
    ...(until !== undefined && { until: Math.min(until, at + keptForMs) }),
  }));
}
