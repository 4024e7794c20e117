import * as z from 'zod/mini';
import { type Failure, failureKinds, ownWords, vendorMark } from '../../../model/failure';
import { type Circuit, clockTolerance, type Down, highestLevel, longestOpen } from '../circuit/circuit';
import type { Outcome } from '../circuit/slidingWindow';
import { longestCooldown, mostRepeats, type Cooldown } from '../circuit/cooldown';
import { readableItems } from '../../../model/readableItems';

/** Something whose health is kept. */
export type HealthEntry =
  | { readonly kind: 'circuit'; readonly circuit: Circuit }
  | { readonly kind: 'parking'; readonly parking: Cooldown }
  | { readonly kind: 'served'; readonly served: Served };

/** What a credential or a route has shown lately. Milliseconds since the epoch. */
export interface Served {
  /** About when it had its last good end. */
  readonly goodAt?: number;
  /** The first refusal since. */
  readonly refusedSince?: number;
}

/** A cell as it is saved. Leases and the numbers of attempts belong to one window and are not. */
export interface HealthEntryRecord {
  readonly key: string;
  /** Milliseconds since the epoch; of two records with the same key the newer one holds. */
  readonly changedAt: number;
  /** Ids of the providers that use it. */
  readonly providers: readonly string[];
  readonly cell: HealthEntry;
}

export const recordsVersion = 2;

/** Built when first used: activation does not wait for it. */
const record = z.lazy(() => {
  const time = z.number().check(z.gte(0));
  const level = z.int().check(z.gte(0), z.lte(highestLevel));
  const shortText = z.string().check(z.maxLength(2_000));

  const failure = z.object({
    kind: z.enum(failureKinds),
    scope: z.enum(['request', 'model', 'credential', 'endpoint', 'network']),
    // Documents of before hold words of the host, in fields of its own, too.
    message: z.pipe(shortText, z.transform(ownWords)),
    status: z.optional(z.number()),
    retryAfterMs: z.optional(z.number()),
  });
  const outcomes = z
    .array(
      z.object({
        attempt: z.literal(0),
        at: time,
        kind: z.optional(z.enum(failureKinds)),
        weight: z.number().check(z.gt(0), z.lte(1)),
      }),
    )
    .check(z.maxLength(10));
  const past = z.optional(z.object({ level, closedAt: time }));
  const down = { failure, since: time, downSince: time, until: time, level };
  const cooling = z.object({ state: z.literal('cooling'), outcomes, past, ...down });
  const open = z.object({ state: z.literal('open'), ...down });
  const circuit = z.discriminatedUnion('state', [
    z.object({ state: z.literal('closed'), outcomes, past }),
    cooling,
    open,
    z.object({
      state: z.literal('half-open'),
      after: z.discriminatedUnion('state', [cooling, open]),
      evidence: outcomes,
    }),
  ]);
  const strikes = z.int().check(z.gte(0), z.lte(mostRepeats));
  const parking = z.discriminatedUnion('state', [
    z.object({ state: z.literal('free'), strikes }),
    z.object({
      state: z.literal('parked'),
      failure,
      since: time,
      until: time,
      strikes,
      needsUser: z.boolean(),
    }),
  ]);
  const served = z.object({ goodAt: z.optional(time), refusedSince: z.optional(time) });
  return z.object({
    key: z.string(),
    changedAt: time,
    providers: z.array(z.string()),
    cell: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('circuit'), circuit }),
      z.object({ kind: z.literal('parking'), parking }),
      z.object({ kind: z.literal('served'), served }),
    ]),
  });
});

/** Those that are as this version writes them; undefined when the data is no list of records. */
export function parseRecords(data: unknown, onLost: () => void): readonly HealthEntryRecord[] | undefined {
  return readableItems(record, data, onLost);
}

/** Whether a document of before holds words of a host; it is written anew without them. */
export function holdsHostWords(data: unknown): boolean {
  const text = JSON.stringify(data) as string | undefined;
  return text !== undefined && (/"(?:code|requestId)":/.test(text) || text.includes(vendorMark));
}

/** What of a cell outlives the window. */
export function lasting(cell: HealthEntry): HealthEntry {
  switch (cell.kind) {
    case 'circuit':
      return { kind: 'circuit', circuit: lastingCircuit(cell.circuit) };
    case 'parking':
      // Half-open by time alone is what every window finds out for itself.
      return cell.parking.state === 'half-open' ? { kind: 'parking', parking: cell.parking.after } : cell;
    case 'served':
      return cell;
  }
}

function lastingCircuit(value: Circuit): Circuit {
  switch (value.state) {
    case 'closed':
      return { ...value, outcomes: [] };
    case 'cooling':
    case 'open':
      return lastingDown(value);
    case 'half-open':
      // Half-open by time alone is what every window finds out for itself.
      if (value.evidence.length === 0) return lastingDown(value.after);
      return { state: 'half-open', after: lastingDown(value.after), evidence: nobodys(value.evidence) };
  }
}

function lastingDown(value: Down): Down {
  return value.state === 'cooling' ? { ...value, outcomes: nobodys(value.outcomes) } : value;
}

function nobodys(list: readonly Outcome[]): readonly Outcome[] {
  return list.map((outcome) => ({ ...outcome, attempt: 0 }));
}

/**
 * The record with every end within its longest bound from now, whatever was written there. Undefined for one from the
 * future: the clock was set back since, and it would win over everything that is learned from now on.
 */
export function bounded(record: HealthEntryRecord, now: number): HealthEntryRecord | undefined {
  if (record.changedAt > now + clockTolerance) return undefined;
  return { ...record, cell: boundedCell(record.cell, now) };
}

function boundedCell(cell: HealthEntry, now: number): HealthEntry {
  switch (cell.kind) {
    case 'circuit':
      return { kind: 'circuit', circuit: boundedCircuit(cell.circuit, now) };
    case 'parking': {
      const { parking: value } = cell;
      if (value.state !== 'parked') return cell;
      return { kind: 'parking', parking: { ...value, until: Math.min(value.until, now + longestCooldown) } };
    }
    case 'served': {
      const { goodAt = now, refusedSince = now } = cell.served;
      return goodAt > now || refusedSince > now ? { kind: 'served', served: {} } : cell;
    }
  }
}

function boundedCircuit(value: Circuit, now: number): Circuit {
  switch (value.state) {
    case 'closed':
      return value;
    case 'cooling':
    case 'open':
      return boundedDown(value, now);
    case 'half-open':
      return { ...value, after: boundedDown(value.after, now) };
  }
}

function boundedDown<D extends Down>(value: D, now: number): D {
  return { ...value, until: Math.min(value.until, now + longestOpen) };
}

const longestText = 500;

/** A failure as it is kept: nothing of what a host said, and nothing that could fill the store or make it unreadable. */
export function clipped(seen: Failure): Failure {
  const { status, retryAfterMs = NaN } = seen;
  return {
    kind: seen.kind,
    scope: seen.scope,
    message: ownWords(seen.message).slice(0, longestText),
    ...(Number.isFinite(status) && { status }),
    ...(retryAfterMs >= 0 && { retryAfterMs: Math.min(retryAfterMs, longestCooldown) }),
  };
}
