import type { Clock } from '../../../model/async/clock';
import { type Circuit, closed } from '../circuit/circuit';
import { clockToleranceMs } from '../circuit/clockChange';
import { active, type Cooldown, longestCooldownMs } from '../circuit/cooldown';
import { bounded, type HealthEntry, type HealthEntryRecord, lasting, type Served } from './healthRecords';
import { holdsHostWords, parseRecords, toSaved, toSavedCell } from './savedRecords';

/** A record stays in the document for as long as the one it replaces could still be believed. */
const keptForMs = longestCooldownMs;
const maxRecords = 200;

interface Row {
  readonly entry: HealthEntry;
  /** See `textOf`. */
  readonly text: string;
  /** The last change that outlives the window; undefined when there was none. */
  readonly changedAt?: number;
  readonly providers: ReadonlySet<string>;
}

/** The health of everything that was ever asked, and its merging with the knowledge of other windows. */
export class HealthTable {
  private readonly rows = new Map<string, Row>();

  constructor(private readonly clock: Clock) {}

  circuit(key: string): Circuit {
    const entry = this.rows.get(key)?.entry;
    return entry?.kind === 'circuit' ? entry.circuit : closed;
  }

  cooldown(key: string): Cooldown {
    const entry = this.rows.get(key)?.entry;
    return entry?.kind === 'cooldown' ? entry.cooldown : active;
  }

  served(key: string): Served {
    const entry = this.rows.get(key)?.entry;
    return entry?.kind === 'served' ? entry.served : {};
  }

  all(): Iterable<HealthEntry> {
    return [...this.rows.values()].map(({ entry }) => entry);
  }

  /** Returns whether the change outlives the window. */
  set(key: string, entry: HealthEntry, providerId: string): boolean {
    const before = this.rows.get(key);
    const providers = new Set([...(before?.providers ?? []), providerId]);
    const text = textOf(entry);
    const lasts = text !== (before?.text ?? healthyText(entry));
    const changedAt = lasts ? this.stamp(before) : before?.changedAt;
    this.rows.set(key, { entry, text, changedAt, providers });
    return lasts;
  }

  /** Forgets what is held against the provider, or against all. Returns whether there was anything. */
  clear(providerId: string | undefined): boolean {
    let cleared = false;
    for (const [key, row] of this.rows) {
      if (providerId !== undefined && !row.providers.has(providerId)) continue;
      const entry = healthyLike(row.entry);
      const text = healthyText(row.entry);
      const lasts = text !== row.text;
      // The healthy entry stays: the other windows have to hear of it, or they would bring the old one back.
      this.rows.set(key, { ...row, entry, text, changedAt: lasts ? this.stamp(row) : row.changedAt });
      cleared ||= lasts;
    }
    return cleared;
  }

  /** The records for the shared document, in its own form. */
  collect(): readonly object[] {
    return this.records().map(toSaved);
  }

  /** Takes over what is newer in the shared document. */
  absorb(data: unknown, onLost: () => void): 'same' | 'we-know-more' | 'unreadable' {
    const now = this.clock.now();
    const theirs = parseRecords(data, onLost);
    if (!theirs) return 'unreadable';
    const known = new Map<string, HealthEntryRecord>();
    for (const record of theirs) {
      const safe = bounded(record, now);
      if (!safe) continue;
      known.set(safe.key, safe);
      const mine = this.rows.get(safe.key);
      if (mine && !isNewer(safe, mine, now)) continue;
      const providers = new Set([...(mine?.providers ?? []), ...safe.providers]);
      const { entry, changedAt } = safe;
      this.rows.set(safe.key, { entry, text: textOf(entry), changedAt, providers });
    }
    const missing = this.records().some((record) => !holds(known.get(record.key), record));
    return missing || holdsHostWords(data) ? 'we-know-more' : 'same';
  }

  private records(): readonly HealthEntryRecord[] {
    const now = this.clock.now();
    const records: HealthEntryRecord[] = [];
    for (const [key, row] of this.rows) {
      const { entry, providers } = row;
      const changedAt = believable(row, now);
      if (changedAt === undefined || now - changedAt > keptForMs) continue;
      records.push({ key, changedAt, providers: [...providers], entry: lasting(entry) });
    }
    return records.sort((a, b) => b.changedAt - a.changedAt).slice(0, maxRecords);
  }

  /** Later than every known change of the entry, so that it wins in all windows. */
  private stamp(before: Row | undefined): number {
    const now = this.clock.now();
    return Math.max(now, ((before && believable(before, now)) ?? 0) + 1);
  }
}

/** Undefined also for a change in the future: the clock was set back since, and nothing new would ever win over it. */
function believable({ changedAt = Infinity }: Row, now: number): number | undefined {
  return changedAt > now + clockToleranceMs ? undefined : changedAt;
}

function isNewer(theirs: HealthEntryRecord, mine: Row, now: number): boolean {
  const changedAt = believable(mine, now);
  if (changedAt === undefined || theirs.changedAt > changedAt) return true;
  // Two windows in the same millisecond: both must come to the same choice.
  return theirs.changedAt === changedAt && textOf(theirs.entry) > mine.text;
}

/** Whether the document's record says as much as this one. */
function holds(theirs: HealthEntryRecord | undefined, mine: HealthEntryRecord): boolean {
  if (!theirs || theirs.changedAt !== mine.changedAt) return theirs !== undefined && theirs.changedAt > mine.changedAt;
  return textOf(theirs.entry) === textOf(mine.entry);
}

const healthyCircuit: HealthEntry = { kind: 'circuit', circuit: closed };
const healthyCooldown: HealthEntry = { kind: 'cooldown', cooldown: active };
const nothingServed: HealthEntry = { kind: 'served', served: {} };
const healthy: { readonly [K in HealthEntry['kind']]: HealthEntry } = {
  circuit: healthyCircuit,
  cooldown: healthyCooldown,
  served: nothingServed,
};

function healthyLike(entry: HealthEntry): HealthEntry {
  return healthy[entry.kind];
}

/** The same text for the same facts: the order of an object's keys does not matter. */
function textOf(entry: HealthEntry): string {
  // By far the most frequent case: it comes with every event of every request.
  if (entry.kind === 'circuit' && entry.circuit.state === 'closed' && !entry.circuit.past) return healthyTexts.circuit;
  return sortedText(entry);
}

/** In the words of the document, so that windows of all versions compare the same text. */
function sortedText(entry: HealthEntry): string {
  return JSON.stringify(toSavedCell(lasting(entry)), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

const healthyTexts = {
  circuit: sortedText(healthyCircuit),
  cooldown: sortedText(healthyCooldown),
  served: sortedText(nothingServed),
};

function healthyText(entry: HealthEntry): string {
  return healthyTexts[entry.kind];
}
