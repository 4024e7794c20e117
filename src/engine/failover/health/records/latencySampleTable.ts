import * as z from 'zod/mini';
import { readableItems } from '../../../model/text/readableItems';
import type { RecordTable } from '../../../storage/records/recordStore';
import { clockToleranceMs, isWithin } from '../circuit/clockChange';

/** One measured time. */
export interface LatencySample {
  /** What was measured, of which endpoint and model. */
  readonly series: string;
  /** Unique in the series. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ms: number;
}

/** Of each series the last ones count. */
export const maxSamples = 50;
/** A route has three series. */
export const maxSeries = 200;
const keptForMs = 7 * 24 * 3_600_000;

/** Neither too old nor from the future. */
export function isValidSample({ at }: LatencySample, now: number): boolean {
  return isWithin(keptForMs, at, now);
}

/** Built when first used: activation does not wait for it. */
const earlierSeries = z.lazy(() =>
  z.object({ key: z.string().check(z.maxLength(2_000)), samples: z.array(z.unknown()) }),
);
const earlierSample = z.lazy(() => z.tuple([z.int().check(z.gte(0)), z.number().check(z.gte(0))]));

/** The samples of all windows, each once. */
export const latencySampleTable: RecordTable<LatencySample> = {
  name: 'response times',
  delayMs: 30_000,
  earlier: {
    file: 'latency.json',
    version: 1,
    recordsOf: (data, onLost) =>
      readableItems(earlierSeries, data, onLost)?.flatMap(({ key, samples }) =>
        // No two of them had the same time and length.
        (readableItems(earlierSample, samples, onLost) ?? []).map(([at, ms]) => {
          return { series: key, id: `${at} ${ms}`, at, ms };
        }),
      ),
  },
  keyOf: ({ series, id }) => JSON.stringify([series, id]),
  write: (database, samples, { revision, now }) => {
    for (const { series, at, id, ms } of samples) {
      database.run(
        'INSERT INTO latency_sample (series, at, id, ms, revision) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        ...[series, at, id, ms, revision],
      );
    }
    for (const series of new Set(samples.map((sample) => sample.series))) {
      database.run(
        `DELETE FROM latency_sample WHERE series = ? AND at <
           (SELECT at FROM latency_sample WHERE series = ? AND at <= ? ORDER BY at DESC LIMIT 1 OFFSET ?)`,
        ...[series, series, now + clockToleranceMs, maxSamples - 1],
      );
    }
  },
  read: (database, after) => {
    const rows = database.all(
      'SELECT series, id, at, ms FROM latency_sample WHERE revision > ? ORDER BY at, ms',
      after,
    );
    return rows.map((row) => ({
      series: String(row['series']),
      id: String(row['id']),
      at: Number(row['at']),
      ms: Number(row['ms']),
    }));
  },
  prune: (database, now) => {
    database.run('DELETE FROM latency_sample WHERE at <= ? OR at > ?', now - keptForMs, now + clockToleranceMs);
    database.run(
      `DELETE FROM latency_sample WHERE series NOT IN
         (SELECT series FROM latency_sample GROUP BY series ORDER BY max(at) DESC LIMIT ?)`,
      maxSeries,
    );
  },
};
