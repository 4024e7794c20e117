import * as vscode from 'vscode';
import {
  chainView,
  type ChatView,
  type Conversations,
  externalLink,
  type HostMessage,
  imageView,
  type NewPrompt,
  queuedViews,
  queueNote,
  shownTurns,
  tokenUse,
  turnViews,
  type ViewCommand,
} from '../../engine/chat';
import type { ProviderManager } from '../../engine/failover';
import type { Disposable, Event, Log } from '../../engine/model';
import { commandIds } from '../ids';
import { type Act, type Acts, perform, type Reply } from './acts';
import type { ChatContext } from './context';
import { conversationActs } from './conversationActs';
import { imageOf, pickImages } from './draftImages';
import { exchangeActs } from './exchangeActs';
import { insertCode } from './insertCode';
import { pickModel } from './modelPicker/modelPicker';

const commands: Record<ViewCommand, string> = {
  'switch-provider': commandIds.switchProvider,
  'choose-model': commandIds.chooseModel,
  'set-api-key': commandIds.setApiKey,
  'open-boundary': commandIds.openBoundary,
  'open-settings': commandIds.openSettings,
  'show-log': commandIds.showLog,
};

export interface ChatHostDeps {
  readonly conversations: Conversations;
  readonly context: ChatContext;
  readonly manager: ProviderManager;
  readonly log: Log;
}

/** What all chat surfaces of a window share: the truth they show and the deeds they may ask for. */
export class ChatHost implements Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly told = new vscode.EventEmitter<HostMessage>();
  private readonly acts: Acts;
  /** Prompts that are being sent, by conversation: still drafts, in case the window dies, but not shown as such. */
  private readonly sending = new Map<string, string>();
  private readonly subscriptions: readonly Disposable[];

  readonly onDidChange: Event<void> = this.changed.event;
  /** Something that is no part of the view, for every page. */
  readonly onDidTell: Event<HostMessage> = this.told.event;

  constructor(private readonly deps: ChatHostDeps) {
    const { conversations, context, manager, log } = deps;
    const onChange = (): void => this.changed.fire();
    this.subscriptions = [
      conversations.onDidChange(onChange),
      conversations.onDidShow((id) => context.show(id)),
      conversations.onDidChangeList(() => this.told.fire({ type: 'conversations-changed' })),
      context.onDidChange(onChange),
      manager.onDidChange(onChange),
    ];
    this.acts = {
      ...conversationActs(
        conversations,
        {
          collect: (prompt) => this.collect(prompt),
          sending: this.sending,
        },
        (message) => this.told.fire(message),
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
      turns: turnViews(state),
      draft,
      images: images.map((image) => imageView(image, manager.imageProblem([image], choice))),
      context,
      chain: chainView(manager.status(), choice),
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

  /** The model that answers in the conversation that is shown, from the next prompt on. */
  async chooseModel(): Promise<void> {
    await this.load();
    const { current } = this.deps.conversations;
    const picked = await pickModel(this.deps.manager, current.state.choice);
    if (picked === undefined) return;
    current.change((state) => ({ ...state, choice: picked === 'auto' ? undefined : picked }));
  }

  handle(message: Act, reply: Reply): Promise<void> {
    return perform(this.acts, message, reply);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
    this.told.dispose();
  }

  private editorActs(): Acts {
    const { conversations, context, log } = this.deps;
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
      drop: ({ uris }) => context.drop(uris),
      copy: ({ text }) => vscode.env.clipboard.writeText(text),
      insert: ({ text }) => insertCode(context.target, text),
      'open-link': async ({ href }) => {
        const link = externalLink(href);
        if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link, true));
      },
      run: ({ command }) => vscode.commands.executeCommand(commands[command]),
    };
  }

  private async collect(prompt: string): Promise<NewPrompt> {
    const { context } = this.deps;
    const collected = await context.collect(prompt);
    context.sent();
    return { prompt, ...collected };
  }
}
