import type { ProviderConfig } from '../../model/provider/providerConfig';

/** An entry of `everpair.providers`, as it is written there. */
export interface ProviderEntry {
  readonly id: string;
  readonly type: string;
  readonly model: string;
  readonly completionModel?: string;
  readonly baseUrl?: string;
  readonly label?: string;
  readonly contextWindow?: number;
}

/** What is found without a setting, as entries of one: once there is a setting, only what stands in it is used. */
export function entriesOf(configs: readonly ProviderConfig[]): readonly ProviderEntry[] {
  return configs.map(({ id, type, model, completionModel, baseUrl }) => ({
    id,
    type,
    model,
    ...(completionModel === undefined || completionModel === model ? {} : { completionModel }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  }));
}

/** The list with the model of this machine at its end; undefined where it is in it. */
export function withLocalModel(list: readonly unknown[], model: string): readonly unknown[] | undefined {
  const isListed = list.some((each) => (each as { readonly type?: unknown } | null)?.type === 'local');
  return isListed ? undefined : withEntry(list, { id: 'local', type: 'local', model });
}

/** The list with one more at its end, under an id of its own. What is not understood in it stays. */
export function withEntry(list: readonly unknown[], entry: ProviderEntry): readonly unknown[] {
  const ids = new Set(list.map((each) => (each as { readonly id?: unknown } | null)?.id));
  let id = entry.id;
  for (let number = 2; ids.has(id); number += 1) id = `${entry.id}-${number}`;
  return [...list, { ...entry, id }];
}
