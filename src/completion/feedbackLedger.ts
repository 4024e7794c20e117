import * as z from 'zod/mini';
import { added, type Counts, larger, noCounts } from './feedbackCounts';

/** Counts by language and route, under `rowKey`. */
export type Rows = Readonly<Record<string, Counts>>;

/** What some windows have counted on one day, each of them once. */
export interface Share {
  /** Ids of the windows, sorted. */
  readonly windows: readonly string[];
  readonly rows: Rows;
}

/** Days as `2026-11-26`, in the time zone of the machine. */
export type Days = Readonly<Record<string, readonly Share[]>>;

export const ledgerVersion = 1;

/** Built when first used: activation does not wait for it. */
const ledgerSchema = z.lazy(() => {
  const named = (form: RegExp) => z.string().check(z.regex(form), z.maxLength(401));
  const counts = z.record(named(/^[a-zA-Z]+\d*$/), z.int().check(z.gte(0)));
  const share = z.object({
    windows: z.array(named(/^[\w-]+$/)).check(z.minLength(1)),
    rows: z.record(named(/^\S+ ./), counts),
  });
  return z.object({
    /** How often the user has reset the statistics: who has the higher number is right. */
    resets: z.int().check(z.gte(0)),
    days: z.record(named(/^\d{4}-\d\d-\d\d$/), z.array(share)),
  });
});

export interface Ledger {
  readonly resets: number;
  readonly days: Days;
}

/** Undefined when the data is not a ledger as this version writes it. */
export function parseLedger(data: unknown): Ledger | undefined {
  const result = z.safeParse(ledgerSchema, data);
  return result.success ? result.data : undefined;
}

/** The language is what stands before the first space. */
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
 * Every window once: a share whose windows another share has all is part of it. Of two that overlap otherwise, which
 * happens only when two windows folded the same day in ignorance of each other, the larger counts.
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

/** One share for all windows of a day on which nobody counts any more. */
export function folded(shares: readonly Share[]): readonly Share[] {
  if (shares.length < 2) return shares;
  const windows = shares.flatMap((share) => share.windows).sort(compare);
  return [{ windows, rows: shares.reduce<Rows>((rows, share) => mergedRows(rows, share.rows, added), {}) }];
}

/** The same ledger is the same text, whoever has put it together. */
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
