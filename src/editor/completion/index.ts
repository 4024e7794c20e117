import * as vscode from 'vscode';
import { CompletionEngine } from '../../completion/engine';
import type { ProviderManager } from '../../failover/providerManager';
import { systemClock } from '../../model/clock';
import type { Log } from '../../model/log';
import { commandIds } from '../ids';
import { BoundaryNotice } from './boundaryNotice';
import { CompletionProvider } from './completionProvider';
import { toggleForUser } from './enabled';

export interface CompletionsDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
}

/** Ghost text in every language, and the commands that go with it. */
export function registerCompletions({ manager, prepare, log }: CompletionsDeps): vscode.Disposable {
  const notice = new BoundaryNotice();
  const engine = new CompletionEngine({
    complete: (task, options) => {
      notice.look(manager.status());
      return manager.complete(task, options);
    },
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
  const on = await toggleForUser();
  vscode.window.setStatusBarMessage(`Everpair: inline completions are ${on ? 'on' : 'off'}`, 3_000);
}
