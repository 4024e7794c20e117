import * as z from 'zod/mini';
import type { EarlierDocument } from '../../storage/records/recordStore';
import type { CountOfDay, CountRecord } from './dailyCounts';

/** Built on first use, so that activation does not wait for it. */
const wholeNumber = z.lazy(() => z.int().check(z.gte(0)));
const maxNameChars = 401;

/**
 * The counts as earlier versions kept them: for each day a list of shares, each the sum of some windows, with counts by language and
 * route. An unreadable count is left out alone.
 */
export const earlierLedger: EarlierDocument<CountRecord> = {
  file: 'completions.json',
  version: 1,
  recordsOf: (data, onLost) => {
    if (!isRecord(data) || !isRecord(data['days'])) return undefined;
    return entriesOf(data['days'], /^\d{4}-\d\d-\d\d$/, onLost).flatMap(([day, shares]) => {
      if (!Array.isArray(shares)) onLost();
      const all: readonly unknown[] = Array.isArray(shares) ? shares : [];
      return all.flatMap((share) => countsOf(isRecord(share) ? share['rows'] : undefined, day, onLost));
    });
  },
};

function countsOf(rows: unknown, day: string, onLost: () => void): readonly CountOfDay[] {
  return entriesOf(rows, /^\S+ ./, onLost).flatMap(([row, counts]) => {
    // The language stands before the first space.
    const border = row.indexOf(' ');
    const [language, route] = [row.slice(0, border), row.slice(border + 1)];
    return entriesOf(counts, /^[a-zA-Z]+\d*$/, onLost).flatMap(([name, value]) => {
      const count = z.safeParse(wholeNumber, value);
      if (!count.success) onLost();
      return count.success ? [{ day, language, route, name, count: count.data }] : [];
    });
  });
}

function entriesOf(value: unknown, name: RegExp, onLost: () => void): readonly [string, unknown][] {
  if (!isRecord(value)) onLost();
  return Object.entries(isRecord(value) ? value : {}).filter(([key]) => {
    const isName = name.test(key) && key.length <= maxNameChars;
    if (!isName) onLost();
    return isName;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
