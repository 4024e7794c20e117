import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  type ConversationFolder,
  Conversations,
  chatRequest,
  contextWindows,
  type DraftMention,
  type ImageSource,
  importEarlierChat,
  Outbox,
  requestBudget,
  sentFiles,
  TitleWriter,
} from '../../engine/chat';
import type { ProviderManager } from '../../engine/failover';
import { type Log, systemClock as clock } from '../../engine/model';
import { type LateDatabase, EarlierFile } from '../../engine/storage';
import type { AnswerApply } from '../edit/apply/answerApply';
import { commandIds } from '../ids';
import type { FilePrivacy } from '../privacy/filePrivacy';
import { ProblemNotice } from '../settings/problemNotice';
import { ActiveEditor } from './activeEditor';
import { ChatCommands } from './commands/chatCommands';
import { compactor } from './commands/compactor';
import { registerEditorCommands } from './commands/editorCommands';
import { PromptFiles } from './commands/promptFiles/promptFiles';
import { createChatContext, type ShownDraft } from './context';
import { registerContextCommands } from './context/contextCommands';
import { ChatHost, type ChatSubject } from './chatHost';
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
  readonly database: LateDatabase;
  readonly apply: AnswerApply;
}

/** In the storage of the workspace: the conversation that its window shows. */
const shownKey = 'everpair.shownConversation';

/** The chat view, its editor tab and its commands. Nothing is read from disk before the first of them opens. */
export function registerChat({
  context,
  manager,
  prepare,
  log,
  privacy,
  database,
  apply,
}: ChatDeps): vscode.Disposable {
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
  const file = new EarlierFile((context.storageUri ?? context.globalStorageUri).fsPath, 'chat.json');
  const conversations = new Conversations({
    open: async () => {
      const opened = chatStore(await database.opened(), clock, log);
      await importEarlierChat(opened.store, { file, ...(folder ? { folder } : {}), newId: randomUUID, now, log, warn });
      return opened;
    },
    ask: (request, options) => manager.chat(request, options),
    prepare,
    request: (turns) => {
      const windows = contextWindows(manager, turns.at(-1)?.chosen, turns.at(-1)?.images);
      const request = chatRequest(turns, requestBudget(windows), imageOf);
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
  const draft = (): ShownDraft => {
    const { id, state } = conversations.current;
    return { id, text: state.draft, mentions: state.mentions };
  };
  const keep = (id: string, mentions: readonly DraftMention[]): void => {
    if (id === conversations.current.id) conversations.current.setMentions(mentions);
  };
  const {
    context: chatContext,
    reader,
    disposable,
  } = createChatContext({ editor, privacy, manager, draft, keep, clock, log });
  const promptFiles = new PromptFiles(reader, () => settings.current.promptsFolder, log);
  const commands = new ChatCommands({
    editor,
    context: chatContext,
    promptFiles,
    reader,
    draft: () => draft().text,
  });
  const budget = (): number => requestBudget(contextWindows(manager, conversations.current.state.choice, []));
  const compact = compactor({ ask: (request, options) => manager.chat(request, options), prepare, budget, log });
  const host = new ChatHost({ conversations, context: chatContext, commands, compact, manager, log, apply });
  const surfaces = new ChatSurfaces(context.extensionUri, host, clock, log);
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.openChat, () => surfaces.openView()),
    vscode.commands.registerCommand(commandIds.openChatInEditor, () => surfaces.openTab()),
    vscode.commands.registerCommand(commandIds.newChat, async () => {
      await host.newChat();
      await surfaces.openView();
    }),
    vscode.commands.registerCommand(commandIds.chooseModel, () => host.chooseModel()),
    vscode.commands.registerCommand(commandIds.applyAnswer, () => host.applyLastAnswer()),
    vscode.commands.registerCommand(commandIds.discuss, async (subject: ChatSubject) => {
      await host.discuss(subject);
      await surfaces.openView();
    }),
    registerContextCommands(chatContext, () => surfaces.openView()),
    registerEditorCommands({
      context: chatContext,
      openChat: () => surfaces.openView(),
      mayGoAlong: (uri) => reader.mayRead(uri, 'context'),
      send: (what) => host.sendBeside(what),
    }),
    surfaces,
    host,
    commands,
    promptFiles,
    disposable,
    editor,
    settings,
    conversations,
    outbox,
  );
}

/** What the window has open: a folder, or a workspace of several. */
function windowFolder(): ConversationFolder | undefined {
  const { workspaceFile, workspaceFolders, name } = vscode.workspace;
  const place = workspaceFile ?? workspaceFolders?.[0]?.uri;
  return place && { key: place.toString(), name: name ?? place.path };
}
