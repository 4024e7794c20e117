import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  type ConversationFolder,
  Conversations,
  chatRequest,
  type ImageSource,
  importEarlierChat,
  Outbox,
  requestBudget,
  sentFiles,
  TitleWriter,
} from '../../engine/chat';
import type { ProviderManager } from '../../engine/failover';
import { type Log, systemClock as clock } from '../../engine/model';
import { LateDatabase, PrivateFile } from '../../engine/storage';
import { commandIds } from '../ids';
import type { FilePrivacy } from '../privacy/filePrivacy';
import { ProblemNotice } from '../settings/problemNotice';
import { ActiveEditor } from './activeEditor';
import { createChatContext } from './context';
import { registerContextCommands } from './context/contextCommands';
import { ChatHost } from './chatHost';
import { ChatSettingsSource } from './chatSettings';
import { chatStore } from './chatStore';
import { ChatSurfaces } from './surfaces';

export interface ChatDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly privacy: FilePrivacy;
}

/** In the storage of the workspace: the conversation that its window shows. */
const shownKey = 'everpair.shownConversation';

/** The chat view, its editor tab and its commands. Nothing is read from disk before the first of them opens. */
export function registerChat({ context, manager, prepare, log, privacy }: ChatDeps): vscode.Disposable {
  const outbox = new Outbox<string>({ clock, manager });
  const { workspaceState } = context;
  const notice = new ProblemNotice(log);
  const settings = new ChatSettingsSource((problems) => notice.show(problems));
  const imageOf: ImageSource = ({ id, mediaType, width, height }) => {
    const image = conversations.image(id);
    if (!image) return undefined;
    const data = Buffer.from(image.bytes).toString('base64');
    return { type: 'image', mediaType, data, width, height };
  };
  const folder = windowFolder();
  const now = (): number => clock.now();
  const warn = (message: string): void => void vscode.window.showWarningMessage(`Everpair: ${message}`);
  // Where versions without a database kept the one conversation of a window.
  const file = new PrivateFile((context.storageUri ?? context.globalStorageUri).fsPath, 'chat.json');
  const database = chatDatabase(context, log);
  const conversations = new Conversations({
    open: async () => {
      const opened = chatStore(await database.opened(), clock, log);
      await importEarlierChat(opened.store, { file, ...(folder ? { folder } : {}), newId: randomUUID, now, log, warn });
      return opened;
    },
    ask: (request, options) => manager.chat(request, options),
    prepare,
    request: (turns) => {
      const windows = manager.chatTarget(turns.at(-1)?.chosen, turns.at(-1)?.images)?.contextWindows;
      const all = windows ?? manager.status().providers.map(({ contextWindow }) => contextWindow);
      const request = chatRequest(turns, requestBudget(all), imageOf);
      return { request, files: sentFiles(turns, request) };
    },
    manager,
    isWanted: () => settings.current.sendWhenBack,
    titles: new TitleWriter({
      isWanted: () => settings.current.titles === 'auto',
      status: () => manager.status(),
      ask: (request, model, signal) => manager.utility(request, model, signal),
    }),
    ...(folder ? { folder } : {}),
    lastShown: {
      get: () => workspaceState.get<string>(shownKey),
      set: (id) => void workspaceState.update(shownKey, id),
    },
    outbox,
    clock,
    newId: randomUUID,
    log,
    warn,
  });
  const editor = new ActiveEditor(privacy);
  const draft = (): string => conversations.current.state.draft;
  const { context: chatContext, disposable } = createChatContext({ editor, privacy, manager, draft, log });
  const host = new ChatHost({ conversations, context: chatContext, manager, log });
  const surfaces = new ChatSurfaces(context.extensionUri, host, clock, log);
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.openChat, () => surfaces.openView()),
    vscode.commands.registerCommand(commandIds.openChatInEditor, () => surfaces.openTab()),
    vscode.commands.registerCommand(commandIds.newChat, async () => {
      await host.newChat();
      await surfaces.openView();
    }),
    vscode.commands.registerCommand(commandIds.chooseModel, () => host.chooseModel()),
    registerContextCommands(chatContext, () => surfaces.openView()),
    surfaces,
    host,
    disposable,
    editor,
    settings,
    conversations,
    outbox,
    database,
  );
}

/** An editor without a disk has it in memory. */
function chatDatabase({ globalStorageUri }: vscode.ExtensionContext, log: Log): LateDatabase {
  const { scheme, fsPath } = globalStorageUri;
  const file = scheme === 'file' ? { folder: fsPath, name: 'everpair.db' } : undefined;
  return new LateDatabase({ ...(file ? { file } : {}), clock, log }, Promise.resolve());
}

/** What the window has open: a folder, or a workspace of several. */
function windowFolder(): ConversationFolder | undefined {
  const { workspaceFile, workspaceFolders, name } = vscode.workspace;
  const place = workspaceFile ?? workspaceFolders?.[0]?.uri;
  return place && { key: place.toString(), name: name ?? place.path };
}
