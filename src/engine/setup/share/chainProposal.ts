import * as l10n from '@vscode/l10n';
import { readProviders } from '../../config/settings/providerSettings';
import { presetOf } from '../../providers/catalogue/presets/presets';
import type { ProviderDescriptor } from '../../providers/descriptor/providerDescriptor';
import { descriptors } from '../../providers/registry/descriptors';
import { shownText } from '../import/account/shownText';
import { freeId, hostOf, meaning, type PlanDeps, takenIds } from '../import/plan/importPlan';
import type { ProviderEntry } from '../import/reading';

/** What a proposal would add to the chain, and what it says differently. */
export interface ChainProposal {
  /** With ids that are free. */
  readonly added: readonly ProposedEntry[];
  /** One sentence for each provider that is there and would be another in the proposal: the user's stays. */
  readonly differences: readonly string[];
}

export interface ProposedEntry {
  readonly entry: ProviderEntry;
  readonly host: string;
  /** See `sentCredential`. */
  readonly credential: string | undefined;
}

/** Compares a proposal with the chain. `existing`: see `PlanDeps`. */
export async function chainProposal(
  proposed: readonly ProviderEntry[],
  { existing, isStored }: PlanDeps,
): Promise<ChainProposal> {
  const known = new Map<string, ProviderEntry>();
  const ids = takenIds(existing);
  for (const config of readProviders(existing).configs) known.set(meaning(config), config);
  const added: ProposedEntry[] = [];
  const differences: string[] = [];
  for (const entry of proposed) {
    const own = known.get(meaning(entry));
    if (own) {
      differences.push(...differencesOf(own, entry));
      continue;
    }
    const id = await freeId(entry, ids, isStored);
    ids.add(id);
    known.set(meaning(entry), entry);
    added.push({ entry: { ...entry, id }, host: hostOf(entry), credential: sentCredential(entry) });
  }
  return { added, differences };
}

/**
 * What the user has on this machine that would be sent to the host to say who asks, in words: a variable of the environment, or a
 * sign-in. It is sent to every address that has the vendor's type. Undefined where there is none, or it is the vendor's own host.
 */
export function sentCredential({ type, preset, baseUrl, apiKeyEnv, tenant }: ProviderEntry): string | undefined {
  const descriptor: ProviderDescriptor | undefined = descriptors.find((each) => each.type === type);
  const known = presetOf(preset) ?? descriptor;
  const isOwn = baseUrl === undefined && (known?.baseUrl !== undefined || descriptor?.placedBaseUrl !== undefined);
  if (isOwn && (apiKeyEnv === undefined || apiKeyEnv === known?.apiKeyEnv)) return undefined;
  const sent = [
    tenant === undefined ? (apiKeyEnv ?? known?.apiKeyEnv) : l10n.t('your sign-in with {0}', 'Microsoft'),
    isOwn || descriptor?.machineAccount === undefined
      ? undefined
      : l10n.t('your sign-in with {0}', descriptor.machineAccount),
  ].filter((each) => each !== undefined);
  return sent.length === 0 ? undefined : sent.join(', ');
}

function differencesOf(own: ProviderEntry, proposed: ProviderEntry): readonly string[] {
  const compared = ['completionModel', 'contextWindow', 'maxOutputTokens'] as const;
  return compared.flatMap((field) => {
    const [yours, theirs] = [own[field], proposed[field]];
    if (theirs === undefined || yours === theirs) return [];
    const here = yours === undefined ? l10n.t('nothing') : shownText(String(yours));
    return [
      l10n.t(
        '{0}: “{1}” is {2} in your chain, and {3} in the proposal. Yours stays.',
        own.id,
        field,
        here,
        shownText(String(theirs)),
      ),
    ];
  });
}
