import { readProviders } from '../../../config/settings/providerSettings';
import { addressOf, comparableUrl, type Place } from '../account/entry';
import type { SecretText } from '../account/secretText';
import { textAt } from '../source/access';
import type { ProviderEntry, Reading } from '../reading';

/** One provider that may be added to the chain. */
export interface ImportRow {
  /** With an id that nobody else has. */
  readonly entry: ProviderEntry;
  readonly key?: SecretText;
  readonly tool: string;
  readonly path: string;
  /** Host that code and key go to. */
  readonly host: string;
  /** False for what a workspace says. */
  readonly isOwn: boolean;
}

/** A provider that is in the chain already. */
export interface Duplicate {
  readonly tool: string;
  readonly path: string;
  readonly model: string;
  /** Id of the entry that is there. */
  readonly id: string;
}

export interface ImportPlan {
  readonly rows: readonly ImportRow[];
  readonly duplicates: readonly Duplicate[];
}

export interface PlannedReading extends Reading {
  readonly isOwn: boolean;
}

export interface PlanDeps {
  /** The value of `everpair.providers`, or the entries that are used where it has none. Taken as it is. */
  readonly existing: readonly unknown[];
  /** Whether a key is stored under an id: it would be sent to whoever gets the id. */
  readonly isStored: (id: string) => Promise<boolean>;
}

/** What may be added, without what is there. The order is that of the readings. */
export async function importPlan(
  readings: readonly PlannedReading[],
  { existing, isStored }: PlanDeps,
): Promise<ImportPlan> {
  const rows: ImportRow[] = [];
  const duplicates: Duplicate[] = [];
  const known = new Map<string, string>();
  const ids = takenIds(existing);
  for (const config of readProviders(existing).configs) known.set(meaning(config), config.id);
  const keys = readings.flatMap(({ accounts }) => accounts.flatMap(({ key }) => key ?? []));
  for (const { accounts, tool, path, isOwn } of readings) {
    for (const { entry, key } of accounts) {
      // A key that was also written elsewhere in a file must not get into a setting with it.
      if (keys.some((each) => each.isIn(JSON.stringify(entry)))) continue;
      const same = known.get(meaning(entry));
      if (same !== undefined) {
        duplicates.push({ tool, path, model: entry.model, id: same });
        continue;
      }
      const id = await freeId(entry, ids, isStored);
      ids.add(id);
      known.set(meaning(entry), id);
      rows.push({ entry: { ...entry, id }, ...(key ? { key } : {}), tool, path, host: hostOf(entry), isOwn });
    }
  }
  return { rows, duplicates };
}

/** Equal for two entries that ask the same model at the same address. */
export function meaning(entry: Place & Pick<ProviderEntry, 'model'>): string {
  return JSON.stringify([entry.type, comparableUrl(addressOf(entry)), entry.model]);
}

/** Host of an entry's requests, with the port where it is not the usual one. */
export function hostOf(entry: Place): string {
  const url = addressOf(entry);
  return url !== undefined && URL.canParse(url) ? new URL(url).host : '?';
}

/** Ids of entries as they were written, also of wrong ones: an entry without an id has that of its preset. */
export function takenIds(existing: readonly unknown[]): Set<string> {
  return new Set(existing.flatMap((each) => [textAt(each, 'id') ?? [], textAt(each, 'preset') ?? []].flat()));
}

/** An id to which no key is stored, but for the vendor's own address: a key must not get to a host that it was not given for. */
export async function freeId(
  { id, preset, baseUrl }: Pick<ProviderEntry, 'id' | 'preset' | 'baseUrl'>,
  ids: ReadonlySet<string>,
  isStored: PlanDeps['isStored'],
): Promise<string> {
  const isTypesOwn = baseUrl === undefined && preset === undefined;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? id : `${id}-${number}`;
    const isFree = !ids.has(candidate) && (isTypesOwn || !(await isStored(candidate)));
    if (isFree) return candidate;
  }
}
