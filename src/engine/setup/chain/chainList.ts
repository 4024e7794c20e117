import type { ProviderEntry } from '../import/reading';

/** Changes of the value of `everpair.providers`. All entries but the one that is meant stay as they were written. */

/** So many places towards the head (negative) or the end, and no farther than there. */
export function moved(list: readonly unknown[], index: number, by: number): readonly unknown[] {
  const target = Math.min(Math.max(index + by, 0), list.length - 1);
  return withEntryAt(without(list, index), target, list[index]);
}

/** At its end where the list is shorter. */
export function withEntryAt(list: readonly unknown[], index: number, entry: unknown): readonly unknown[] {
  return [...list.slice(0, index), entry, ...list.slice(index)];
}

export function without(list: readonly unknown[], index: number): readonly unknown[] {
  return list.filter((_, at) => at !== index);
}

/** With these fields of one entry set, and the others of it as they were. */
export function withFields(
  list: readonly unknown[],
  index: number,
  fields: Partial<Pick<ProviderEntry, 'model' | 'completionModel'>>,
): readonly unknown[] {
  return list.map((entry, at) => (at === index ? { ...(entry as object), ...fields } : entry));
}

/** Turned on or off. Nothing stands in an entry that is on. */
export function withEnabled(list: readonly unknown[], index: number, isEnabled: boolean): readonly unknown[] {
  return list.map((entry, at) => {
    if (at !== index) return entry;
    const others = Object.entries(entry as object).filter(([field]) => field !== 'enabled');
    return Object.fromEntries(isEnabled ? others : [...others, ['enabled', false]]);
  });
}
