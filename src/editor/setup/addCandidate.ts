import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Configuration } from '../../engine/config';
import { type Candidate, loadChainSetup, type ProviderEntry } from '../../engine/setup';
import { askForKey } from '../settings/setApiKey';
import { addEntries, existingEntries, tellNoList, usedWithoutList } from './addEntries';
import { choose } from './menu';

/** Puts a provider at the end of the chain, its key first where it needs one. False where the user leaves the set-up. */
export async function addCandidate({ entry, label, by }: Candidate, configuration: Configuration): Promise<boolean> {
  if (by.kind === 'key') {
    const key = await keyFor(label, by.page);
    if (key === 'back') return true;
    if (key === undefined) return false;
    await add(entry, configuration, key);
    return true;
  }
  if (by.kind === 'variable' || by.models.length === 1) {
    await add(entry, configuration);
    return true;
  }
  const model = await modelOf(entry, label, by.models);
  if (model === undefined) return false;
  if (model !== 'back') await add({ ...entry, model: model.model }, configuration);
  return true;
}

/** Puts an entry at the end of the chain, with its key where one is given. False where it could not, which the user is told. */
export async function add(entry: ProviderEntry, configuration: Configuration, key?: string): Promise<boolean> {
  const existing = existingEntries(configuration);
  if (!existing) return tellNoList();
  const isStored = (id: string): Promise<boolean> => configuration.keys.isStored(id);
  const free = await loadChainSetup().withFreeId(entry, { existing, isStored });
  if (!(await addEntries(configuration, [free], usedWithoutList(configuration)))) return false;
  if (key !== undefined) await configuration.keys.store(free.id, key);
  return true;
}

/** The page of the vendor's keys can be opened first: the menu waits. */
async function keyFor(label: string, page: string | undefined): Promise<string | undefined> {
  for (;;) {
    const action = await choose<'key' | 'page'>({
      title: l10n.t('Everpair: API key for {0}', label),
      placeholder: l10n.t('It is added to the chain when its key is there.'),
      rows: () => [
        { label: l10n.t('$(key) Paste the key…'), action: 'key' },
        ...(page === undefined
          ? []
          : [
              {
                label: l10n.t('$(link-external) Open the page where keys are made'),
                description: new URL(page).host,
                action: 'page' as const,
              },
            ]),
      ],
      hasBack: true,
    });
    if (action === 'page' && page !== undefined) await vscode.env.openExternal(vscode.Uri.parse(page));
    if (action === undefined || action === 'back') return action;
    const key = action === 'key' ? await askForKey(label, 'none') : undefined;
    if (key !== undefined) return key;
  }
}

function modelOf(
  { model }: ProviderEntry,
  label: string,
  models: readonly string[],
): Promise<{ readonly model: string } | 'back' | undefined> {
  // The best of them first.
  const ordered = [model, ...models.filter((each) => each !== model)];
  return choose<{ readonly model: string }>({
    title: l10n.t('Everpair: {0}', label),
    placeholder: l10n.t('Which of its models shall answer?'),
    rows: () => ordered.map((each) => ({ label: each, action: { model: each } })),
    hasBack: true,
  });
}
