import * as vscode from 'vscode';
import { CompletionEngine } from '../../completion/engine';
import { Shaper } from '../../completion/shape';
import { noSyntax } from '../../completion/syntax';
import type { HealthStore } from '../../failover/healthStore';
import type { ProviderManager } from '../../failover/providerManager';
import { systemClock } from '../../model/clock';
import type { Log } from '../../model/log';
import { isSecretPath } from '../../model/secretPath';
import { commandIds } from '../ids';
import { BoundaryNotice } from './boundaryNotice';
import { CompletionControls } from './completionControls';
import { CompletionProvider } from './completionProvider';
import { toggleForUser } from './enabled';
import { listenToKeys } from './keys';

export interface CompletionsDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly statisticsStore: HealthStore;
}

export interface Completions extends vscode.Disposable {
  /** Id of the provider that the user wants to be asked first. */
  readonly firstProvider: () => string | undefined;
}

/** Ghost text in every language, and the commands that go with it. */
export function registerCompletions(deps: CompletionsDeps): Completions {
  const { context, manager, prepare, log, statisticsStore } = deps;
  const controls = new CompletionControls({ context, manager, log, statisticsStore, excludedBy });
  const notice = new BoundaryNotice();
  const engine = new CompletionEngine({
    complete: (task, options) => {
      notice.look(manager.status());
      return controls.activity.follow(manager.complete(task, options));
    },
    prospect: () => {
      const route = manager.completionRoute();
      return route && { route, ...manager.completionPace(route) };
    },
    prepare,
    shaping: new Shaper(noSyntax),
    observer: controls.feedback,
    clock: systemClock,
    log,
  });
  const provider = new CompletionProvider(engine, controls.automatic, controls.settings);
  const registrations = vscode.Disposable.from(
    controls,
    engine,
    listenToKeys(engine),
    vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider),
    vscode.commands.registerCommand(commandIds.completionAccepted, (document: string, offer: string) =>
      engine.accepted(document, offer),
    ),
    vscode.commands.registerCommand(commandIds.toggleInlineCompletions, toggle),
    vscode.commands.registerCommand(commandIds.triggerCompletion, () =>
      vscode.commands.executeCommand('editor.action.inlineSuggest.trigger'),
    ),
  );
  return { dispose: () => void registrations.dispose(), firstProvider: () => controls.settings.of().provider };
}

function excludedBy({ uri }: vscode.TextDocument): string | undefined {
  return isSecretPath(uri.path) ? 'its name, which is one of files with secrets' : undefined;
}

async function toggle(): Promise<void> {
  const on = await toggleForUser();
  vscode.window.setStatusBarMessage(`Everpair: inline completions are ${on ? 'on' : 'off'}`, 3_000);
}
