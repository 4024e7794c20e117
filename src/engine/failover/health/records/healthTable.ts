import type { Clock } from '../../../model/async/clock';
import { type Circuit, closed } from '../circuit/circuit';
import { clockToleranceMs } from '../circuit/clockChange';
import { active, type Cooldown } from '../circuit/cooldown';
import { bounded, type HealthEntry, type HealthEntryRecord, lasting, type Served } from './healthRecords';
import { entryText } from './savedRecords';

interface Row {
  readonly entry: HealthEntry;
  /** See `entryText`. */
  readonly text: string;
  /** The last change that outlives the window; undefined when there was none. */
  readonly changedAt?: number;
  readonly providers: ReadonlySet<string>;
}

/** The health of everything that was ever asked, here and in other windows. */
export class HealthTable {
  private readonly rows = new Map<string, Row>();

  /** `onChange` gets each change that outlives the window. */
  constructor(
    private readonly clock: Clock,
    private readonly onChange: (record: HealthEntryRecord) => void,
  ) {}

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

  set(key: string, entry: HealthEntry, providerId: string): void {
    const before = this.rows.get(key);
    const providers = new Set([...(before?.providers ?? []), providerId]);
    this.change(key, { entry, text: entryText(entry), providers, changedAt: before?.changedAt }, before);
  }

  /** Forgets what is held against the provider, or against all. */
  clear(providerId: string | undefined): void {
    for (const [key, row] of this.rows) {
      if (providerId !== undefined && !row.providers.has(providerId)) continue;
      const entry = healthy[row.entry.kind];
      // The healthy entry stays: the other windows have to hear of it.
      this.change(key, { ...row, entry, text: healthyTexts[row.entry.kind] }, row);
    }
  }

  /** Takes over what is newer in records of other windows, or of earlier ones. */
  learn(records: readonly HealthEntryRecord[]): void {
    const now = this.clock.now();
    for (const record of records) {
      const safe = bounded(record, now);
      if (!safe) continue;
      const { key, entry, changedAt } = safe;
      const [mine, text] = [this.rows.get(key), entryText(entry)];
      if (mine && !isNewer(changedAt, text, mine, now)) continue;
      const providers = new Set([...(mine?.providers ?? []), ...safe.providers]);
      this.rows.set(key, { entry, text, changedAt, providers });
    }
  }

  private change(key: string, row: Row, before: Row | undefined): void {
    if (row.text === (before?.text ?? healthyTexts[row.entry.kind])) {
      this.rows.set(key, row);
      return;
    }
    const changedAt = this.stamp(before);
    this.rows.set(key, { ...row, changedAt });
    this.onChange({ key, changedAt, providers: [...row.providers], entry: lasting(row.entry) });
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

function isNewer(theirsAt: number, theirs: string, mine: Row, now: number): boolean {
  const changedAt = believable(mine, now);
  if (changedAt === undefined || theirsAt > changedAt) return true;
  // Two windows in the same millisecond: all must come to the same choice.
  return theirsAt === changedAt && theirs > mine.text;
}

const healthy: { readonly [K in HealthEntry['kind']]: HealthEntry } = {
  circuit: { kind: 'circuit', circuit: closed },
  cooldown: { kind: 'cooldown', cooldown: active },
  served: { kind: 'served', served: {} },
};

const healthyTexts: { readonly [K in HealthEntry['kind']]: string } = {
  circuit: entryText(healthy.circuit),
  cooldown: entryText(healthy.cooldown),
  served: entryText(healthy.served),
};
