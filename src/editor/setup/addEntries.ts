import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Configuration, settingKeys, settingsSection } from '../../engine/config';
import type { ProviderConfig } from '../../engine/model';
import type { ProviderEntry } from '../../engine/setup';
import { showSetting } from '../settings/showSetting';

/** What the chain has now: the user's own list, or what is used where there is none. Undefined where the list is none. */
export function existingEntries({ listed, current }: Configuration): readonly unknown[] | undefined {
  if (listed === undefined) return current.map(entryOf);
  return Array.isArray(listed) ? (listed as readonly unknown[]) : undefined;
}

/** What is used now because there is no list; none where there is one. */
export function usedWithoutList({ listed, current }: Configuration): readonly ProviderEntry[] {
  return listed === undefined ? current.map(entryOf) : [];
}

/** A provider that is used without a setting, as an entry of one. */
function entryOf({ id, type, preset, model, completionModel, baseUrl }: ProviderConfig): ProviderEntry {
  return {
    id,
    type,
    model,
    ...(completionModel === undefined ? {} : { completionModel }),
    ...(preset === undefined ? {} : { preset }),
    // A preset has the address.
    ...(baseUrl === undefined || preset !== undefined ? {} : { baseUrl }),
  };
}

/**
 * Puts entries behind those of the user's list, which stay as they are. `before`: those to begin a list with that is not there yet.
 * False where the setting could not be written, which the user is told.
 */
export async function addEntries(
  configuration: Configuration,
  entries: readonly ProviderEntry[],
  before: readonly ProviderEntry[],
): Promise<boolean> {
  // As it is now: it may have changed while the user was choosing.
  const { listed } = configuration;
  if (listed !== undefined && !Array.isArray(listed)) return tellNoList();
  const own = listed === undefined ? before : (listed as readonly unknown[]);
  return writeChain([...own, ...entries]);
}

/** Writes the user's list. False where the setting could not be written, which the user is told. */
export async function writeChain(list: readonly unknown[]): Promise<boolean> {
  try {
    const settings = vscode.workspace.getConfiguration(settingsSection);
    await settings.update(settingKeys.providers, list, vscode.ConfigurationTarget.Global);
    return true;
  } catch {
    return tellOfSetting(
      l10n.t('Everpair: the settings file could not be written. Save it or mend it first. Nothing was changed.'),
    );
  }
}

export function tellNoList(): false {
  return tellOfSetting(l10n.t('Everpair: everpair.providers is no list, so nothing can be added to it.'));
}

/** Nothing waits for the answer: a notification that is left alone never has one. */
function tellOfSetting(problem: string): false {
  const open = l10n.t('Open Setting');
  void vscode.window.showErrorMessage(problem, open).then((answer) => {
    if (answer === open) void showSetting('file', settingKeys.providers);
  });
  return false;
}
