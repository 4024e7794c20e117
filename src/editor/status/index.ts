import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProviderManager, ProviderTest } from '../../engine/failover';
import { type Log, systemClock } from '../../engine/model';
import { cancellableProgress } from '../cancellableProgress';
import { isEnabledByUser } from '../completion/settings/enabled';
import { commandIds } from '../ids';
import { BudgetNotice } from './budgetNotice';
import { type PickerAction, type PickerItem, pickerItems } from './pickerItems';
import { type ShownEndpoint, StatusItem } from './statusItem';
import { testInWords } from './testWords';

export interface StatusDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly endpoint: ShownEndpoint;
  readonly showLog: () => void;
  /** The user wants to be asked again about vendors they refused. */
  readonly forgetRefusals: () => Promise<void>;
}

const pinKey = 'everpair.pinned';

/** The status-bar item, its picker and the commands that belong to it. */
export function registerStatus(deps: StatusDeps): vscode.Disposable {
  const { context, manager } = deps;
  const pinned = context.workspaceState.get<unknown>(pinKey);
  manager.pin(typeof pinned === 'string' ? pinned : undefined);
  const reset = async (): Promise<void> => {
    manager.resetHealth();
    await deps.forgetRefusals();
  };
  return vscode.Disposable.from(
    new StatusItem(manager, deps.endpoint, systemClock),
    new BudgetNotice(manager, context.globalState),
    vscode.commands.registerCommand(commandIds.switchProvider, () => switchProvider(deps)),
    vscode.commands.registerCommand(commandIds.testProviders, () => testProviders(deps)),
    vscode.commands.registerCommand(commandIds.showLog, () => deps.showLog()),
    vscode.commands.registerCommand(commandIds.resetHealth, reset),
  );
}

async function switchProvider(deps: StatusDeps): Promise<void> {
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = l10n.t('Everpair: Switch Provider');
  picker.placeholder = l10n.t('Which provider shall answer?');
  picker.matchOnDescription = true;
  const fill = (): void => {
    const items = pickerItems(deps.manager.status(), Date.now(), isEnabledByUser()).map(rowOf);
    picker.items = items;
    picker.activeItems = items.filter((row) => row.item.kind === 'choice' && row.item.active);
  };
  fill();
  const chosen = await new Promise<PickerAction | undefined>((resolve) => {
    picker.onDidAccept(() => {
      const [row] = picker.selectedItems;
      resolve(row?.item.kind === 'choice' ? row.item.action : undefined);
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  if (chosen) await act(chosen, deps);
}

interface Row extends vscode.QuickPickItem {
  readonly item: PickerItem;
}

function rowOf(item: PickerItem): Row {
  if (item.kind === 'separator') return { label: item.label, kind: vscode.QuickPickItemKind.Separator, item };
  const { label, description, detail } = item;
  return { label, description, detail, item };
}

async function act(action: PickerAction, { manager, context }: StatusDeps): Promise<void> {
  switch (action.type) {
    case 'pin':
      manager.pin(action.providerId);
      await context.workspaceState.update(pinKey, action.providerId);
      return;
    case 'choose-model':
      await vscode.commands.executeCommand(commandIds.chooseModel);
      return;
    case 'test':
      await vscode.commands.executeCommand(commandIds.testProviders);
      return;
    case 'edit-chain':
      await vscode.commands.executeCommand(commandIds.editChain);
      return;
    case 'set-key':
      await vscode.commands.executeCommand(commandIds.setApiKey);
      return;
    case 'set-up-local':
      await vscode.commands.executeCommand(commandIds.setUpLocalModel);
      return;
    case 'toggle-completions':
      await vscode.commands.executeCommand(commandIds.toggleInlineCompletions);
      return;
    case 'open-chat':
      await vscode.commands.executeCommand(commandIds.openChat);
      return;
    case 'settings':
      await vscode.commands.executeCommand(commandIds.openSettings);
      return;
    case 'log':
      await vscode.commands.executeCommand(commandIds.showLog);
      return;
    case 'reset':
      await vscode.commands.executeCommand(commandIds.resetHealth);
      return;
  }
}

async function testProviders({ manager, prepare, log, showLog }: StatusDeps): Promise<void> {
  const results = await cancellableProgress(l10n.t('Everpair: testing providers'), async (signal, report) => {
    await prepare(signal);
    const done: ProviderTest[] = [];
    for await (const result of manager.test(signal)) {
      if (signal.aborted) return undefined;
      done.push(result);
      log.info(`Test: ${testInWords(result)}`);
      report(testInWords(result));
      // What answers now is not kept waiting for an old failure.
      if (result.ok) manager.resetHealth(result.link.provider.id);
    }
    return done;
  });
  if (!results) return;
  if (results.length === 0) {
    const setKey = l10n.t('Set API Key…');
    const setUp = l10n.t('Set Up Local Model…');
    const text = l10n.t('Everpair: no provider is set up yet.');
    const answer = await vscode.window.showInformationMessage(text, setKey, setUp);
    if (answer === setKey) await vscode.commands.executeCommand(commandIds.setApiKey);
    if (answer === setUp) await vscode.commands.executeCommand(commandIds.setUpLocalModel);
    return;
  }
  const order = manager.status().providers.map(({ link }) => link.provider.id);
  results.sort((a, b) => order.indexOf(a.link.provider.id) - order.indexOf(b.link.provider.id));
  const allWell = results.every((result) => result.ok || 'off' in result);
  const show = allWell ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const seeLog = l10n.t('Show Log');
  void show(`Everpair: ${results.map(testInWords).join(' ')}`, seeLog).then((answer) => {
    if (answer === seeLog) showLog();
  });
}
