import { type Failure, ownWords } from '../../../model/failure/failure';
import { type Circuit, type Down, longestOpenMs } from '../circuit/circuit';
import { clockToleranceMs } from '../circuit/clockChange';
import { type Cooldown, longestCooldownMs } from '../circuit/cooldown';
import type { Outcome } from '../circuit/slidingWindow';

/** One entry of the health table. */
export type HealthEntry =
  | { readonly kind: 'circuit'; readonly circuit: Circuit }
  | { readonly kind: 'cooldown'; readonly cooldown: Cooldown }
  | { readonly kind: 'served'; readonly served: Served };

/** What a credential or a route has shown lately. Milliseconds since the epoch. */
export interface Served {
  /** About when it had its last good end. */
  readonly goodAt?: number;
  /** The first refusal since. */
  readonly refusedSince?: number;
}

/** An entry as windows exchange it. Leases and numbers of attempts belong to one window and are left out. */
export interface HealthEntryRecord {
  readonly key: string;
  /** Milliseconds since the epoch; of two records with the same key the newer one holds. */
  readonly changedAt: number;
  /** Ids of the providers that use it. */
  readonly providers: readonly string[];
  readonly entry: HealthEntry;
}

/** The part of an entry that outlives the window. */
export function lasting(entry: HealthEntry): HealthEntry {
  switch (entry.kind) {
    case 'circuit':
      return { kind: 'circuit', circuit: lastingCircuit(entry.circuit) };
    case 'cooldown':
      // Every window finds out for itself that time has made it half-open.
      return entry.cooldown.state === 'half-open' ? { kind: 'cooldown', cooldown: entry.cooldown.after } : entry;
    case 'served':
      return entry;
  }
}

function lastingCircuit(circuit: Circuit): Circuit {
  switch (circuit.state) {
    case 'closed':
      return { ...circuit, window: [] };
    case 'soft-open':
    case 'open':
      return lastingDown(circuit);
    case 'half-open':
      // Every window finds out for itself that time has made it half-open.
      if (circuit.evidence.length === 0) return lastingDown(circuit.after);
      return { state: 'half-open', after: lastingDown(circuit.after), evidence: ofNoWindow(circuit.evidence) };
  }
}

function lastingDown(down: Down): Down {
  return down.state === 'soft-open' ? { ...down, window: ofNoWindow(down.window) } : down;
}

function ofNoWindow(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.map((outcome) => ({ ...outcome, attempt: 0 }));
}

/**
 * The record with every end within its longest bound from now, also for a broken file. Undefined for a record from the
 * future: the clock was set back since, and the record would override everything that is learned from now on.
 */
export function bounded(record: HealthEntryRecord, now: number): HealthEntryRecord | undefined {
  if (record.changedAt > now + clockToleranceMs) return undefined;
  return { ...record, entry: boundedEntry(record.entry, now) };
}

function boundedEntry(entry: HealthEntry, now: number): HealthEntry {
  switch (entry.kind) {
    case 'circuit':
      return { kind: 'circuit', circuit: boundedCircuit(entry.circuit, now) };
    case 'cooldown': {
      const { cooldown } = entry;
      if (cooldown.state !== 'cooling-down') return entry;
      const until = Math.min(cooldown.until, now + longestCooldownMs);
      return { kind: 'cooldown', cooldown: { ...cooldown, until } };
    }
    case 'served': {
      const { goodAt = now, refusedSince = now } = entry.served;
      return goodAt > now || refusedSince > now ? { kind: 'served', served: {} } : entry;
    }
  }
}

function boundedCircuit(circuit: Circuit, now: number): Circuit {
  switch (circuit.state) {
    case 'closed':
      return circuit;
    case 'soft-open':
    case 'open':
      return boundedDown(circuit, now);
    case 'half-open':
      return { ...circuit, after: boundedDown(circuit.after, now) };
  }
}

function boundedDown<D extends Down>(down: D, now: number): D {
  return { ...down, until: Math.min(down.until, now + longestOpenMs) };
}

const longestMessageChars = 500;

/** A failure as it is kept: without words of the host, and without anything that could fill the store or make it unreadable. */
export function clipped(seen: Failure): Failure {
  const { status, retryAfterMs = NaN } = seen;
  return {
    kind: seen.kind,
    scope: seen.scope,
    message: ownWords(seen.message).slice(0, longestMessageChars),
    ...(Number.isFinite(status) && { status }),
    ...(retryAfterMs >= 0 && { retryAfterMs: Math.min(retryAfterMs, longestCooldownMs) }),
  };
}
