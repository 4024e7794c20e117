import type { Clock } from '../../../model/clock';
import type { FailureKind } from '../../../model/failure';
import type { Route } from '../../../model/route';
import { type Circuit, clockTolerance, closed } from '../circuit/circuit';
import {
  bounded,
  type HealthEntry,
  type HealthEntryRecord,
  holdsHostWords,
  lasting,
  parseRecords,
  type Served,
} from './healthRecords';
import { active, longestCooldown, type Cooldown } from '../circuit/cooldown';
import { memoizePerRoute } from '../../../model/memoizePerRoute';

/** The circuits a route depends on; `pace` is of completions only. */
export type CircuitName = 'endpoint' | 'model' | 'pace';

/** Health belongs to a configuration: under another address, header or account nothing is known yet. */
const circuitKeys = memoizePerRoute(({ endpoint, model, configuration }): Readonly<Record<CircuitName, string>> => {
  const keyOf = (...parts: readonly string[]): string =>
    JSON.stringify(configuration === undefined ? parts : [...parts, configuration]);
  return {
    endpoint: keyOf('endpoint', endpoint),
    model: keyOf('model', endpoint, model),
    pace: keyOf('pace', endpoint, model),
  };
});

export function circuitKey(name: CircuitName, route: Route): string {
  return circuitKeys(route)[name];
}

export type CooldownScope = 'credential' | 'route';

export function cooldownKey(kind: FailureKind, scope: CooldownScope, route: Route): string {
  return parkingKeyOf(kind, scope, route);
}

function parkingKeyOf(kind: FailureKind | 'served', scope: CooldownScope, route: Route): string {
  const { providerId, id, configuration } = route;
  const parts = [kind, scope, scope === 'credential' ? providerId : id];
  return JSON.stringify(configuration === undefined ? parts : [...parts, configuration]);
}

/** Where it is kept when what a refusal may concern served last. */
export function servedKey(scope: CooldownScope, route: Route): string {
  return parkingKeyOf('served', scope, route);
}

/** A record is told to other windows for as long as what it replaces could still be believed. */
const keptFor = longestCooldown;
const mostRecords = 200;

interface Entry {
  readonly cell: HealthEntry;
  /** See `textOf`. */
  readonly text: string;
  /** The last change that outlives the window; undefined when there was none. */
  readonly changedAt?: number;
  readonly providers: ReadonlySet<string>;
}

/** The health of everything that was ever asked, and its merging with what other windows know. */
export class HealthTable {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  circuit(key: string): Circuit {
    const cell = this.entries.get(key)?.cell;
    return cell?.kind === 'circuit' ? cell.circuit : closed;
  }

  parking(key: string): Cooldown {
    const cell = this.entries.get(key)?.cell;
    return cell?.kind === 'parking' ? cell.parking : active;
  }

  served(key: string): Served {
    const cell = this.entries.get(key)?.cell;
    return cell?.kind === 'served' ? cell.served : {};
  }

  all(): Iterable<HealthEntry> {
    return [...this.entries.values()].map((entry) => entry.cell);
  }

  /** Returns whether the change outlives the window. */
  set(key: string, cell: HealthEntry, providerId: string): boolean {
    const before = this.entries.get(key);
    const providers = new Set([...(before?.providers ?? []), providerId]);
    const text = textOf(cell);
    const lasts = text !== (before?.text ?? healthyText(cell));
    const changedAt = lasts ? this.stamp(before) : before?.changedAt;
    this.entries.set(key, { cell, text, changedAt, providers });
    return lasts;
  }

  /** Forgets what is held against the provider, or against all. Returns whether there was anything. */
  clear(providerId: string | undefined): boolean {
    let cleared = false;
    for (const [key, entry] of this.entries) {
      if (providerId !== undefined && !entry.providers.has(providerId)) continue;
      const cell = healthyLike(entry.cell);
      const text = healthyText(entry.cell);
      const lasts = text !== entry.text;
      // The healthy cell stays as news for the other windows, who would bring the old one back.
      this.entries.set(key, { ...entry, cell, text, changedAt: lasts ? this.stamp(entry) : entry.changedAt });
      cleared ||= lasts;
    }
    return cleared;
  }

  collect(): readonly HealthEntryRecord[] {
    const now = this.clock.now();
    const records: HealthEntryRecord[] = [];
    for (const [key, entry] of this.entries) {
      const { cell, providers } = entry;
      const changedAt = believable(entry, now);
      if (changedAt === undefined || now - changedAt > keptFor) continue;
      records.push({ key, changedAt, providers: [...providers], cell: lasting(cell) });
    }
    return records.sort((a, b) => b.changedAt - a.changedAt).slice(0, mostRecords);
  }

  absorb(data: unknown, onLost: () => void): 'same' | 'we-know-more' | 'unreadable' {
    const now = this.clock.now();
    const theirs = parseRecords(data, onLost);
    if (!theirs) return 'unreadable';
    const known = new Map<string, HealthEntryRecord>();
    for (const record of theirs) {
      const safe = bounded(record, now);
      if (!safe) continue;
      known.set(safe.key, safe);
      const mine = this.entries.get(safe.key);
      if (mine && !isNewer(safe, mine, now)) continue;
      const providers = new Set([...(mine?.providers ?? []), ...safe.providers]);
      const { cell, changedAt } = safe;
      this.entries.set(safe.key, { cell, text: textOf(cell), changedAt, providers });
    }
    const missing = this.collect().some((record) => !holds(known.get(record.key), record));
    return missing || holdsHostWords(data) ? 'we-know-more' : 'same';
  }

  /** Later than what is known of the cell, so that it wins everywhere. */
  private stamp(before: Entry | undefined): number {
    const now = this.clock.now();
    return Math.max(now, ((before && believable(before, now)) ?? 0) + 1);
  }
}

/** Undefined also for a change in the future: the clock was set back since, and nothing new would ever win over it. */
function believable({ changedAt = Infinity }: Entry, now: number): number | undefined {
  return changedAt > now + clockTolerance ? undefined : changedAt;
}

function isNewer(theirs: HealthEntryRecord, mine: Entry, now: number): boolean {
  const changedAt = believable(mine, now);
  if (changedAt === undefined || theirs.changedAt > changedAt) return true;
  // Two windows in the same millisecond: both must come to the same choice.
  return theirs.changedAt === changedAt && textOf(theirs.cell) > mine.text;
}

/** Whether the document's record says as much as this one. */
function holds(theirs: HealthEntryRecord | undefined, mine: HealthEntryRecord): boolean {
  if (!theirs || theirs.changedAt !== mine.changedAt) return theirs !== undefined && theirs.changedAt > mine.changedAt;
  return textOf(theirs.cell) === textOf(mine.cell);
}

const healthyCircuit: HealthEntry = { kind: 'circuit', circuit: closed };
const healthyParking: HealthEntry = { kind: 'parking', parking: active };
const nothingServed: HealthEntry = { kind: 'served', served: {} };
const healthy: { readonly [K in HealthEntry['kind']]: HealthEntry } = {
  circuit: healthyCircuit,
  parking: healthyParking,
  served: nothingServed,
};

function healthyLike(cell: HealthEntry): HealthEntry {
  return healthy[cell.kind];
}

/** The same text for the same facts, in whatever order an object got its keys. */
function textOf(cell: HealthEntry): string {
  // By far the most, and with every event of every request.
  if (cell.kind === 'circuit' && cell.circuit.state === 'closed' && !cell.circuit.past) return healthyTexts.circuit;
  return sortedText(cell);
}

function sortedText(cell: HealthEntry): string {
  return JSON.stringify(lasting(cell), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

const healthyTexts = {
  circuit: sortedText(healthyCircuit),
  parking: sortedText(healthyParking),
  served: sortedText(nothingServed),
};

function healthyText(cell: HealthEntry): string {
  return healthyTexts[cell.kind];
}
