import * as vscode from 'vscode';
import { CompletionEngine } from '../../completion/engine';
import type { ProviderManager } from '../../failover/providerManager';
import { systemClock } from '../../model/clock';
import type { Log } from '../../model/log';
import { commandIds, settingKeys, settingsSection } from '../ids';
import { CompletionProvider } from './completionProvider';

export interface CompletionsDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
}

/** Ghost text in every language, and the commands that go with it. */
export function registerCompletions({ manager, prepare, log }: CompletionsDeps): vscode.Disposable {
  const engine = new CompletionEngine({
    complete: (task, options) => manager.complete(task, options),
    prepare,
    clock: systemClock,
    log,
  });
  return vscode.Disposable.from(
    vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, new CompletionProvider(engine)),
    vscode.commands.registerCommand(commandIds.completionAccepted, (document: string) => engine.accepted(document)),
    vscode.commands.registerCommand(commandIds.toggleInlineCompletions, toggle),
    vscode.commands.registerCommand(commandIds.triggerCompletion, () =>
      vscode.commands.executeCommand('editor.action.inlineSuggest.trigger'),
    ),
  );
}

async function toggle(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  // A workspace's value must not become the user's.
  const set = settings.inspect<Record<string, boolean>>(settingKeys.completionsEnabled);
  const enabled = set?.globalValue ?? set?.defaultValue ?? {};
  const on = enabled['*'] === false;
  await settings.update(settingKeys.completionsEnabled, { ...enabled, '*': on }, vscode.ConfigurationTarget.Global);
  vscode.window.setStatusBarMessage(`Everpair: inline completions are ${on ? 'on' : 'off'}`, 3_000);
}
