import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ManagerStatus } from '../../../engine/failover';
import { commandIds } from '../../ids';
import { settingKeys, settingsSection } from '../../../engine/config';
import { completionOptions, type OptionAction, type OptionItem } from './completionOptions';
import type { CompletionFacts } from '../status/completionState';
import type { CompletionSettingsSource } from '../settings/completionSettingsSource';
import { setForUser } from '../settings/enabled';

export interface OptionsMenuDeps {
  readonly settings: CompletionSettingsSource;
  readonly factsOf: (document: vscode.TextDocument) => CompletionFacts;
  readonly snoozedUntil: () => number | undefined;
  readonly status: () => ManagerStatus;
}

interface Row extends vscode.QuickPickItem {
  readonly action?: OptionAction;
}

/** Lets the user choose what completions do, in the active document and everywhere. */
export async function showOptions(deps: OptionsMenuDeps): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const { trigger, provider } = deps.settings.of(document);
  const links = deps.status().providers.map(({ link }) => link);
  const items = completionOptions({
    document: document && deps.factsOf(document),
    snoozedUntil: deps.snoozedUntil(),
    trigger,
    provider: links.find((link) => link.provider.id === provider)?.label,
  });
  const options = { title: l10n.t('Everpair: Inline Completions'), placeHolder: l10n.t('What shall completions do?') };
  const chosen = await vscode.window.showQuickPick(items.map(rowOf), options);
  if (chosen?.action) await run(chosen.action, deps, document);
}

function rowOf(item: OptionItem): Row {
  if (item.kind === 'separator') return { label: item.label, kind: vscode.QuickPickItemKind.Separator };
  const { label, description, action } = item;
  return { label, description, action };
}

async function run(
  action: OptionAction,
  deps: OptionsMenuDeps,
  document: vscode.TextDocument | undefined,
): Promise<void> {
  switch (action.type) {
    case 'ask':
      await vscode.commands.executeCommand(commandIds.triggerCompletion);
      return;
    case 'language':
      await setForUser(action.languageId, action.enabled);
      if (document) warnIfOverridden(action.enabled && !deps.settings.of(document).enabled);
      return;
    case 'trigger': {
      await setUsers(settingKeys.completionsTrigger, action.trigger);
      if (document) warnIfOverridden(deps.settings.of(document).trigger !== action.trigger);
      return;
    }
    case 'provider':
      await chooseProvider(deps);
      return;
    case 'settings':
      await vscode.commands.executeCommand('workbench.action.openSettings', `${settingsSection}.completions`);
      return;
    case 'file':
    case 'snooze':
    case 'resume':
    case 'statistics':
    case 'log':
      await vscode.commands.executeCommand(commandOf[action.type]);
      return;
  }
}

const commandOf = {
  file: commandIds.toggleCompletionsInFile,
  snooze: commandIds.snoozeCompletions,
  resume: commandIds.resumeCompletions,
  statistics: commandIds.showCompletionStatistics,
  log: commandIds.showLog,
} as const;

async function chooseProvider({ status, settings }: OptionsMenuDeps): Promise<void> {
  const { provider } = settings.of();
  const mark = (id: string | undefined): string => (id === provider ? '$(check) ' : '');
  const rows = [
    { label: `${mark(undefined)}In the order of your list`, id: undefined },
    ...status().providers.map(({ link }) => ({
      label: `${mark(link.provider.id)}${link.label}`,
      description: link.completion.model,
      id: link.provider.id,
    })),
  ];
  const options = {
    title: l10n.t('Everpair: Provider for Completions'),
    placeHolder: l10n.t('Who shall be asked first?'),
  };
  const chosen = await vscode.window.showQuickPick(rows, options);
  if (chosen) await setUsers(settingKeys.completionsProvider, chosen.id);
}

function setUsers(key: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration(settingsSection).update(key, value, vscode.ConfigurationTarget.Global);
}

/** A choice without an effect would look like a bug. */
function warnIfOverridden(isWithoutEffect: boolean): void {
  if (!isWithoutEffect) return;
  void vscode.window.showInformationMessage(
    l10n.t(
      'Everpair: your setting is saved, but a more specific one or this workspace has completions turned off here.',
    ),
  );
}
