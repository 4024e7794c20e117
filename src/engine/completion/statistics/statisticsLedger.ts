import * as z from 'zod/mini';
import { added, type Counts, larger, noCounts } from './statisticsCounts';

/** Counts by language and route, under `rowKey`. */
export type Rows = Readonly<Record<string, Counts>>;

/** The counts of some windows on one day. Each window is in one share. */
export interface Share {
  /** Ids of the windows, sorted. */
  readonly windows: readonly string[];
  readonly rows: Rows;
}

/** Days as `2026-11-26`, in the time zone of the machine. */
export type Days = Readonly<Record<string, readonly Share[]>>;

export const ledgerVersion = 1;

/** Built on first use, so that activation does not wait for it. */
const windowIds = z.lazy(() =>
  z.array(z.string().check(z.regex(/^[\w-]+$/), z.maxLength(maxNameChars))).check(z.minLength(1)),
);
const wholeNumber = z.lazy(() => z.int().check(z.gte(0)));
const maxNameChars = 401;

export interface Ledger {
  /** Number of resets by the user. The ledger with the higher number counts. */
  readonly resets: number;
  readonly days: Days;
}

/**
 * The parts of the data that this version can read. An unreadable count is left out alone. Undefined where the data is
 * no ledger.
 */
export function parseLedger(data: unknown, onLost: () => void): Ledger | undefined {
  if (!isRecord(data) || !isRecord(data['days'])) return undefined;
  const resets = z.safeParse(wholeNumber, data['resets']);
  if (!resets.success) onLost();
  const read = <T>(record: unknown, name: RegExp, valueOf: (value: unknown) => T | undefined): Record<string, T> => {
    if (!isRecord(record)) onLost();
    const entries = Object.entries(isRecord(record) ? record : {}).flatMap(([key, value]): [string, T][] => {
      const found = name.test(key) && key.length <= maxNameChars ? valueOf(value) : undefined;
      if (found === undefined) onLost();
      return found === undefined ? [] : [[key, found]];
    });
    return Object.fromEntries(entries);
  };
  const countOf = (value: unknown): number | undefined => z.safeParse(wholeNumber, value).data;
  const shareOf = (value: unknown): Share[] => {
    const windows = isRecord(value) ? z.safeParse(windowIds, value['windows']).data : undefined;
    if (!windows || !isRecord(value)) {
      onLost();
      return [];
    }
    return [{ windows, rows: read(value['rows'], /^\S+ ./, (counts) => read(counts, /^[a-zA-Z]+\d*$/, countOf)) }];
  };
  const days = read(data['days'], /^\d{4}-\d\d-\d\d$/, (shares) =>
    Array.isArray(shares) ? shares.flatMap(shareOf) : undefined,
  );
  // The ledger with the most resets counts, so an unreadable number counts as no reset.
  return { resets: resets.data ?? 0, days };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The language stands before the first space. */
export function rowKey(languageId: string, routeId: string): string {
  return `${languageId.replace(/\s+/g, '-').slice(0, 100)} ${routeId.slice(0, 300)}`;
}

export function ofRow(key: string): { readonly languageId: string; readonly routeId: string } {
  const border = key.indexOf(' ');
  return { languageId: key.slice(0, border), routeId: key.slice(border + 1) };
}

export function mergedRows(a: Rows, b: Rows, merge: (x: Counts, y: Counts) => Counts): Rows {
  const rows: Record<string, Counts> = { ...a };
  for (const [key, counts] of Object.entries(b)) rows[key] = merge(rows[key] ?? noCounts, counts);
  return rows;
}

/**
 * Counts each window once. A share is part of another share if the other share has all of its windows. Other overlaps
 * come only from two windows that folded the same day independently; there the larger share counts.
 */
export function mergedShares(shares: readonly Share[]): readonly Share[] {
  const taken: Share[] = [];
  const sorted = [...shares].sort((a, b) => b.windows.length - a.windows.length || compare(nameOf(a), nameOf(b)));
  for (const share of sorted) {
    const same = taken.findIndex((other) => nameOf(other) === nameOf(share));
    const known = taken[same];
    if (known) taken[same] = { ...known, rows: mergedRows(known.rows, share.rows, larger) };
    else if (!taken.some((other) => share.windows.some((id) => other.windows.includes(id)))) taken.push(share);
  }
  return taken.sort((a, b) => compare(nameOf(a), nameOf(b)));
}

/** One share for all windows, for a day that is no longer counted on. */
export function foldedShares(shares: readonly Share[]): readonly Share[] {
  if (shares.length < 2) return shares;
  const windows = shares.flatMap((share) => share.windows).sort(compare);
  return [{ windows, rows: shares.reduce<Rows>((rows, share) => mergedRows(rows, share.rows, added), {}) }];
}

/** Equal ledgers become equal texts. */
export function canonical({ resets, days }: Ledger): Ledger {
  const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(record).sort(([a], [b]) => compare(a, b));
  const rowsOf = (rows: Rows): Rows =>
    Object.fromEntries(sorted(rows).map(([key, counts]) => [key, Object.fromEntries(sorted(counts))]));
  const shareOf = ({ windows, rows }: Share): Share => ({ windows, rows: rowsOf(rows) });
  return { resets, days: Object.fromEntries(sorted(days).map(([day, shares]) => [day, shares.map(shareOf)])) };
}

function nameOf({ windows }: Share): string {
  return windows.join(' ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
