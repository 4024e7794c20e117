import { readProviders } from '../../config/settings/providerSettings';
import { vendors } from '../../providers/catalogue/presets/vendors';
import type { ProviderDescriptor, UsualModels } from '../../providers/descriptor/providerDescriptor';
import { descriptors } from '../../providers/registry/descriptors';
import { addressOf, comparableUrl, labelFor } from '../import/account/entry';
import { freeId, hostOf, type PlanDeps, takenIds } from '../import/plan/importPlan';
import type { ProviderEntry } from '../import/reading';
import type { FoundServer } from './foundServers';

/** A provider that is not in the chain and can be added to it. */
export interface Candidate {
  readonly entry: ProviderEntry;
  readonly label: string;
  /** Host that code goes to. */
  readonly host: string;
  /** Why it is offered: a server that answers, a variable of the environment that has its key, or that a key can be given. */
  readonly by:
    | { readonly kind: 'server'; readonly models: readonly string[] }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'key'; readonly page: string | undefined };
}

export interface CandidateSources {
  readonly servers: readonly FoundServer[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What can be added, without what the chain asks already: servers, then vendors with a key in the environment, then the others. Pure. */
export function candidates(existing: readonly unknown[], sources: CandidateSources): readonly Candidate[] {
  const known = new Set(readProviders(existing).configs.map(placeOf));
  const all = [...sources.servers.map(ofServer), ...vendorsIn(sources.environment)];
  const order: readonly Candidate['by']['kind'][] = ['server', 'variable', 'key'];
  return all
    .filter(({ entry }) => !known.has(placeOf(entry)))
    .sort((one, other) => order.indexOf(one.by.kind) - order.indexOf(other.by.kind));
}

/** The entry under an id that neither another entry nor a stored key of another host has. */
export async function withFreeId(entry: ProviderEntry, { existing, isStored }: PlanDeps): Promise<ProviderEntry> {
  return { ...entry, id: await freeId(entry, takenIds(existing), isStored) };
}

/** Another model of the same place is chosen in its link, and is no link of its own. */
function placeOf({ type, preset, baseUrl }: Pick<ProviderEntry, 'type' | 'preset' | 'baseUrl'>): string {
  return `${type} ${comparableUrl(addressOf({ type, preset, baseUrl })) ?? ''}`;
}

function ofServer({ type, preset, baseUrl, models, usual }: FoundServer): Candidate {
  const entry: ProviderEntry = {
    id: preset ?? type,
    type,
    ...(preset === undefined ? {} : { preset }),
    ...modelsOf(usual),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
  return { entry, label: labelFor(entry), host: hostOf(entry), by: { kind: 'server', models } };
}

function vendorsIn(environment: CandidateSources['environment']): readonly Candidate[] {
  const all: readonly ProviderDescriptor[] = descriptors;
  const own = all.flatMap(({ type, usualModels, apiKeyEnv, keyPage }) =>
    usualModels ? ofVendor({ id: type, type, ...modelsOf(usualModels) }, environment, apiKeyEnv, keyPage) : [],
  );
  const more = vendors.flatMap(({ id, models, apiKeyEnv, keyPage }) =>
    models
      ? ofVendor({ id, type: 'openai-compatible', preset: id, ...modelsOf(models) }, environment, apiKeyEnv, keyPage)
      : [],
  );
  return [...own, ...more];
}

function ofVendor(
  entry: ProviderEntry,
  environment: CandidateSources['environment'],
  variable: string | undefined,
  page: string | undefined,
): Candidate {
  const isSet = variable !== undefined && (environment[variable] ?? '').trim() !== '';
  const by = isSet ? ({ kind: 'variable', name: variable } as const) : ({ kind: 'key', page } as const);
  return { entry, label: labelFor(entry), host: hostOf(entry), by };
}

function modelsOf({ chat, completion }: UsualModels): Pick<ProviderEntry, 'model' | 'completionModel'> {
  return { model: chat, ...(completion === chat ? {} : { completionModel: completion }) };
}
