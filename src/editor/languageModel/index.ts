import * as vscode from 'vscode';
import type { ProviderManager } from '../../engine/failover';
import { type Disposable, type Log, systemClock as clock } from '../../engine/model';
import { ActiveEditor } from '../chat/activeEditor';
import { builtInCommand } from '../chat/commands/builtInCommand';
import { createChatContext } from '../chat/context';
import { commandIds, participantId, vendorId } from '../ids';
import type { FilePrivacy } from '../privacy/filePrivacy';
import { releaseChosen } from '../privacy/releaseChosen';
import { problemCommands } from '../requests/problemMessage';
import { addToChat } from './addToChat';
import { Participant } from './participant/participant';
import { ModelList } from './provider/modelList';
import type { OfferedModel } from './provider/offeredModels';

export interface LanguageModelDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly privacy: FilePrivacy;
  readonly log: Log;
}

/** The chain as models of VS Code, for its own Chat and for other extensions. What answers is loaded when the first of them asks. */
export function registerLanguageModels({ manager, prepare, log }: LanguageModelDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const made: Disposable[] = [];
  const list = once(() => {
    const models = new ModelList({ manager, prepare, changed: () => changed.fire() });
    made.push(models);
    return models;
  });
  const answers = once(() => {
    const { ChainAnswers } = require('./provider/chainAnswers') as typeof import('./provider/chainAnswers');
    return new ChainAnswers({ manager, prepare, clock });
  });
  const provider: vscode.LanguageModelChatProvider<OfferedModel> = {
    onDidChangeLanguageModelChatInformation: changed.event,
    provideLanguageModelChatInformation: (options, token) => list().information(options, token),
    provideLanguageModelChatResponse: (...request) => answers().respond(...request),
    provideTokenCount: (_model, text) => Promise.resolve(answers().tokenCount(text)),
  };
  return vscode.Disposable.from(
    vscode.lm.registerLanguageModelChatProvider(vendorId, provider),
    vscode.commands.registerCommand(commandIds.addToVsCodeChat, () => addToChat(log)),
    { dispose: () => made.forEach((each) => each.dispose()) },
    changed,
  );
}

/** `@everpair` in VS Code's Chat. It is made with the first question: it stands on the parts of our chat, which are loaded anyway. */
export function registerParticipant(deps: LanguageModelDeps): vscode.Disposable {
  const { context, manager, prepare, privacy, log } = deps;
  const made: Disposable[] = [];
  const participant = once(() => {
    const editor = new ActiveEditor(privacy);
    const draft = (): { id: string; text: string; mentions: readonly [] } => ({ id: '', text: '', mentions: [] });
    const keep = (): void => {};
    const { context: sources, disposable } = createChatContext({ editor, privacy, manager, draft, keep, clock, log });
    made.push(editor, disposable);
    return new Participant({
      manager,
      prepare,
      collect: (command) => sources.collectFor(command),
      byItself: (uri) => privacy.ask(uri, 'context'),
      command: builtInCommand,
      release: releaseChosen,
      commandsFor: problemCommands,
      log,
    });
  });
  const registered = vscode.chat.createChatParticipant(participantId, (...request) => participant().answer(...request));
  registered.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.png');
  registered.followupProvider = {
    provideFollowups: (result, { history }) => participant().followups(result, history),
  };
  return vscode.Disposable.from(registered, { dispose: () => made.forEach((each) => each.dispose()) });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
