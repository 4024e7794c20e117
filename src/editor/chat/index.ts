import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { ChatSession, Outbox } from '../../engine/chat';
import type { ProviderManager } from '../../engine/failover';
import { type Log, systemClock } from '../../engine/model';
import { commandIds } from '../ids';
import type { FilePrivacy } from '../privacy/filePrivacy';
import { ActiveEditor } from './activeEditor';
import { archiveFile } from './archiveFile';
import { createChatContext } from './context';
import { registerContextCommands } from './context/contextCommands';
import { ChatHost } from './chatHost';
import { ChatSurfaces } from './surfaces';

export interface ChatDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly privacy: FilePrivacy;
}

/** The chat view, its editor tab and its commands. Nothing is read from disk before the first of them opens. */
export function registerChat({ context, manager, prepare, log, privacy }: ChatDeps): vscode.Disposable {
  const outbox = new Outbox<string>({ clock: systemClock, manager });
  const session = new ChatSession({
    ask: (request, options) => manager.chat(request, options),
    prepare,
    contextWindows: () => manager.status().providers.map(({ contextWindow }) => contextWindow),
    outbox,
    archive: archiveFile(context),
    clock: systemClock,
    newId: randomUUID,
    log,
    warn: (message) => void vscode.window.showWarningMessage(`Everpair: ${message}`),
  });
  const editor = new ActiveEditor(privacy);
  const draft = (): string => session.conversation.draft;
  const { context: chatContext, disposable } = createChatContext({ editor, privacy, manager, draft, log });
  const host = new ChatHost(session, chatContext, manager);
  const surfaces = new ChatSurfaces(context.extensionUri, host, systemClock, log);
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.openChat, () => surfaces.openView()),
    vscode.commands.registerCommand(commandIds.openChatInEditor, () => surfaces.openTab()),
    vscode.commands.registerCommand(commandIds.newChat, async () => {
      host.newChat();
      await surfaces.openView();
    }),
    registerContextCommands(chatContext, () => surfaces.openView()),
    surfaces,
    host,
    disposable,
    editor,
    session,
    outbox,
  );
}
