import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { BlockTrimmer, CompletionEngine, type DailyCounts, TreeSyntax } from '../../engine/completion';
import type { ProviderManager } from '../../engine/failover';
import { abortReason, type Log, systemClock } from '../../engine/model';
import { commandIds } from '../ids';
import { prepareOnType } from './provider/prepareOnType';
import { BoundaryNotice } from './status/boundaryNotice';
import { CompletionControls } from './controls/completionControls';
import { Composition } from './trigger/composition';
import { CompletionProvider } from './provider/completionProvider';
import { createContext } from './context/contextSources';
import { toggleForUser } from './settings/enabled';
import type { FilePrivacy } from '../privacy/filePrivacy';
import { grammarFiles } from './context/grammarFiles';
import { LanguageConfigurations } from './context/languageConfigurations';

export interface CompletionsDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly counts: DailyCounts;
  readonly privacy: FilePrivacy;
  readonly syntax: TreeSyntax;
}

/** Reads a grammar when a text in its language is first looked at. */
export function createSyntax(context: vscode.ExtensionContext, log: Log): TreeSyntax {
  return new TreeSyntax(grammarFiles(context.asAbsolutePath('dist/grammars')), log);
}

/** Registers ghost text in every language, and its commands. */
export function registerCompletions(deps: CompletionsDeps): vscode.Disposable {
  const { context, manager, prepare, log, counts, privacy, syntax } = deps;
  const contextSource = createContext({ privacy, clock: systemClock, log });
  const composition = new Composition();
  const languages = new LanguageConfigurations(log);
  const controls = new CompletionControls({ context, manager, log, counts, privacy });
  const notice = new BoundaryNotice();
  const engine = new CompletionEngine({
    complete: (task, options) => {
      notice.inspect(manager.status());
      return controls.busyIndicator.follow(manager.complete(task, options));
    },
    nextRoute: () => {
      const route = manager.completionRoute();
      return route && { route, ...manager.completionPace(route) };
    },
    prepare,
    trimmer: new BlockTrimmer(syntax),
    observer: controls.statistics,
    onAnswer: (route, isEmptyText) => controls.emptyCompletions.answered(route, isEmptyText),
    clock: systemClock,
    log,
  });
  const { automatic, settings } = controls;
  const closing = new AbortController();
  const prepareProvider = async (): Promise<void> => {
    try {
      await prepare(closing.signal);
      await manager.prepareCompletion(closing.signal);
    } catch {
      // The request fails for the same reason and reports it.
    }
  };
  const provider = new CompletionProvider({
    engine,
    automatic,
    settings,
    privacy,
    contextSource,
    syntax,
    languages,
    composition,
  });
  return vscode.Disposable.from(
    controls,
    contextSource,
    languages,
    engine,
    prepareOnType({
      engine,
      provider,
      automatic,
      privacy,
      contextSource,
      syntax,
      languages,
      composition,
      prepareProvider,
      clock: systemClock,
    }),
    { dispose: () => closing.abort(abortReason) },
    vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider),
    vscode.commands.registerCommand(commandIds.completionAccepted, (document: string, suggestionId: string) =>
      engine.accepted(document, suggestionId),
    ),
    vscode.commands.registerCommand(commandIds.toggleInlineCompletions, toggle),
    vscode.commands.registerCommand(commandIds.triggerCompletion, () =>
      vscode.commands.executeCommand('editor.action.inlineSuggest.trigger'),
    ),
  );
}

async function toggle(): Promise<void> {
  const on = await toggleForUser();
  const message = on ? l10n.t('Everpair: inline completions are on') : l10n.t('Everpair: inline completions are off');
  vscode.window.setStatusBarMessage(message, 3_000);
}
