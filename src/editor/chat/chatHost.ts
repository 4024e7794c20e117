import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  chainView,
  type ChatView,
  type Conversations,
  externalLink,
  firstWords,
  type HostMessage,
  imageView,
  isRunning,
  type NewPrompt,
  queuedViews,
  queueNote,
  shownTurns,
  tokenUse,
  turnViews,
  type ViewCommand,
  withoutCommand,
} from '../../engine/chat';
import type { ProviderManager } from '../../engine/failover';
import type { Disposable, Event, Log } from '../../engine/model';
import { applicableOf, type ShownBlock } from '../edit/apply/answerBlocks';
import type { AnswerApply, AnswerToApply } from '../edit/apply/answerApply';
import { commandIds } from '../ids';
import { type Act, type Acts, perform, type Reply } from './acts';
import type { ChatCommands } from './commands/chatCommands';
import type { Compact } from './commands/compactor';
import type { ChatContext } from './context';
import type { LineRange } from './context/files/fileReader';
import { conversationActs } from './conversationActs';
import { imageOf, pickImages } from './draftImages';
import { exchangeActs } from './exchangeActs';
import { insertCode } from './insertCode';
import { pickModel } from './modelPicker/modelPicker';
import { outgoingOf, queuedCommand } from './outgoing';

const commandOf: Record<ViewCommand, string> = {
  'switch-provider': commandIds.switchProvider,
  'choose-model': commandIds.chooseModel,
  'set-up': commandIds.setUp,
  'set-api-key': commandIds.setApiKey,
  'open-boundary': commandIds.openBoundary,
  'open-budgets': commandIds.openBudgets,
  'open-settings': commandIds.openSettings,
  'show-log': commandIds.showLog,
};

export interface ChatHostDeps {
  readonly conversations: Conversations;
  readonly context: ChatContext;
  readonly commands: ChatCommands;
  readonly compact: Compact;
  readonly manager: ProviderManager;
  readonly log: Log;
  readonly apply: AnswerApply;
}

/** What a chat is begun about. */
export interface ChatSubject extends LineRange {
  readonly uri: vscode.Uri;
  /** Put into the box, for the user to go on with. */
  readonly prompt: string;
}

/** What all chat surfaces of a window share: the truth they show and the deeds they may ask for. */
export class ChatHost implements Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly told = new vscode.EventEmitter<HostMessage>();
  private readonly acts: Acts;
  /** Prompts that are being sent, by conversation: still drafts, in case the window dies, but not shown as such. */
  private readonly sending = new Map<string, string>();
  private readonly subscriptions: readonly Disposable[];
  private readonly closing = new AbortController();

  readonly onDidChange: Event<void> = this.changed.event;
  /** Something that is no part of the view, for every page. */
  readonly onDidTell: Event<HostMessage> = this.told.event;

  constructor(private readonly deps: ChatHostDeps) {
    const { conversations, context, commands, compact, manager, log } = deps;
    const tell = (message: HostMessage): void => this.told.fire(message);
    const onChange = (): void => this.changed.fire();
    this.subscriptions = [
      conversations.onDidChange(() => {
        void context.follow();
        onChange();
      }),
      conversations.onDidShow(() => {
        void context.follow();
        void commands.follow();
      }),
      conversations.onDidChangeList(() => tell({ type: 'conversations-changed' })),
      context.onDidChange(onChange),
      manager.onDidChange(onChange),
    ];
    this.acts = {
      ...conversationActs(
        conversations,
        {
          collect: (prompt, session) => outgoingOf(prompt, session, { context, commands, compact, tell, log }),
          commandOf: (prompt) => queuedCommand(prompt, { commands, log }),
          prepare: () => this.prepare(),
          sending: this.sending,
          changed: onChange,
          follow: () => void commands.follow(),
        },
        tell,
      ),
      ...exchangeActs(conversations, log),
      ...this.editorActs(),
    };
  }

  /** Resolves when the conversation is there that the window begins with. Never rejects. */
  load(): Promise<void> {
    return this.deps.conversations.load();
  }

  /** What is shown is saved before. */
  view(): ChatView {
    const { conversations, manager } = this.deps;
    conversations.flush();
    const { id, state } = conversations.current;
    const { images, queue, choice, turns } = state;
    const draft = this.sending.get(id) === state.draft ? '' : state.draft;
    const context = this.deps.context.chips();
    const target = manager.chatTarget(choice, images);
    const next = { turns: shownTurns(state), draft, images, context, ...(target ? { target } : {}) };
    return {
      conversation: conversations.view(),
      turns: turnViews(state, applicableOf),
      draft,
      images: images.map((image) => imageView(image, manager.imageProblem([image], choice))),
      context,
      chain: chainView(manager.status(), choice, target?.route),
      queue: queuedViews(queue),
      queueNote: queueNote(queue, turns),
      tokens: tokenUse(next),
      notice: conversations.notice,
    };
  }

  async newChat(): Promise<void> {
    await this.load();
    this.deps.conversations.newConversation();
  }

  /** Sends a prompt that does not come from the input box, in the conversation that is shown. */
  async sendBeside(what: NewPrompt): Promise<void> {
    await this.load();
    this.deps.conversations.current.sendBeside(what);
  }

  /** Begins a conversation about lines of a file; what stood in the box stays, behind the new words. */
  async discuss({ uri, first, last, prompt }: ChatSubject): Promise<void> {
    await this.newChat();
    const { current } = this.deps.conversations;
    const { draft } = current.state;
    current.setDraft(draft === '' ? `${prompt}\n\n` : `${prompt}\n\n${draft}`);
    await this.deps.context.addLines(uri, { first, last });
  }

  /** The model that answers in the conversation that is shown, from the next prompt on. */
  async chooseModel(): Promise<void> {
    await this.load();
    const { current } = this.deps.conversations;
    const picked = await pickModel(this.deps.manager, current.state.choice);
    if (picked === undefined) return;
    current.change((state) => ({ ...state, choice: picked === 'auto' ? undefined : picked }));
  }

  /** Shows what all code of the last answer that is shown would change in files. */
  async applyLastAnswer(): Promise<void> {
    await this.load();
    const last = shownTurns(this.deps.conversations.current.state).at(-1);
    if (last) await this.applyAnswer(last.id);
  }

  handle(message: Act, reply: Reply): Promise<void> {
    return perform(this.acts, message, reply);
  }

  dispose(): void {
    this.closing.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
    this.told.dispose();
  }

  private async applyBlock(turnId: string, shown: ShownBlock): Promise<void> {
    const answer = this.answerToApply(turnId);
    if (answer) await this.deps.apply.applyBlock(answer, shown);
  }

  private async applyAnswer(turnId: string): Promise<void> {
    const answer = this.answerToApply(turnId);
    if (answer) await this.deps.apply.applyAll(answer);
  }

  /** Undefined while it is written: what was read so far may mean something else at its end. */
  private answerToApply(turnId: string): AnswerToApply | undefined {
    const { conversations, context } = this.deps;
    const { id, state } = conversations.current;
    const turn = state.turns.find((each) => each.id === turnId);
    if (!turn || isRunning(turn.answer)) {
      void vscode.window.showInformationMessage(l10n.t('The answer is still being written.'));
      return undefined;
    }
    return {
      conversationId: id,
      turnId,
      title: firstWords(turn.prompt),
      text: turn.answer.text,
      attached: withoutCommand(turn.attachments).flatMap(({ kind, path }) => (kind === 'rules' ? [] : [path])),
      target: context.target,
    };
  }

  private editorActs(): Acts {
    const { conversations, context, commands, log } = this.deps;
    return {
      regenerate: async ({ turnId, choose }) => {
        const session = conversations.current;
        const asked = session.state.turns.find(({ id }) => id === turnId);
        const picked = choose ? await pickModel(this.deps.manager, asked?.chosen) : undefined;
        if (!choose || picked !== undefined) session.regenerate(turnId, picked);
      },
      'add-image': (message) => {
        const added = imageOf(message);
        if (added) conversations.addImage(added.image, added.bytes);
        else log.warn('The chat page sent an image of a kind that no provider takes; it was ignored.');
      },
      'pick-image': (_, reply) => pickImages(reply, log),
      'remove-context': ({ id }) => context.remove(id),
      'add-context': ({ id }) => context.add(id),
      'preview-context': ({ id }) => context.open(id),
      mention: async ({ query, within }, reply) => {
        const found = await context.find(query, within);
        reply({ type: 'mentions', query, ...(within === undefined ? {} : { within }), ...found });
      },
      'add-mention': ({ id }) => context.addMention(id),
      'open-command': ({ id }) => commands.open(id),
      'find-commands': async ({ query }, reply) => {
        reply({ type: 'commands', query, ...(await commands.find(query)) });
      },
      drop: ({ uris }) => context.drop(uris),
      copy: ({ text }) => vscode.env.clipboard.writeText(text),
      insert: ({ text }) => insertCode(context.target, text),
      apply: ({ turnId, ...shown }) => this.applyBlock(turnId, shown),
      'apply-all': ({ turnId }) => this.applyAnswer(turnId),
      'open-link': async ({ href }) => {
        const link = externalLink(href);
        if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link, true));
      },
      run: ({ command }) => vscode.commands.executeCommand(commandOf[command]),
    };
  }

  private prepare(): void {
    const { context, manager, conversations } = this.deps;
    context.prepare();
    void manager.prepareChat(this.closing.signal, conversations.current.state.choice);
  }
}
