import * as vscode from 'vscode';
import {
  chainView,
  type ChatSession,
  type ChatView,
  externalLink,
  type HostMessage,
  turnViews,
  type ViewCommand,
  type ViewMessage,
} from '../../engine/chat';
import type { ProviderManager } from '../../engine/failover';
import { type Disposable, type Event } from '../../engine/model';
import { commandIds } from '../ids';
import type { ChatContext } from './context';
import { insertCode } from './insertCode';

const commands: Record<ViewCommand, string> = {
  'switch-provider': commandIds.switchProvider,
  'choose-model': commandIds.switchProvider,
  'set-api-key': commandIds.setApiKey,
  'open-boundary': commandIds.openBoundary,
  'open-settings': commandIds.openSettings,
  'show-log': commandIds.showLog,
};

/** What all chat surfaces of a window share: the truth they show and the deeds they may ask for. */
export class ChatHost implements Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly told = new vscode.EventEmitter<HostMessage>();
  private readonly subscriptions: readonly Disposable[];

  readonly onDidChange: Event<void> = this.changed.event;
  /** Something that is no part of the view, for every page. */
  readonly onDidTell: Event<HostMessage> = this.told.event;

  constructor(
    private readonly session: ChatSession,
    private readonly context: ChatContext,
    private readonly manager: ProviderManager,
  ) {
    const onChange = (): void => this.changed.fire();
    this.subscriptions = [session.onDidChange(onChange), context.onDidChange(onChange), manager.onDidChange(onChange)];
  }

  /** Resolves when the conversation of the last window is there. Never rejects. */
  load(): Promise<void> {
    return this.session.load();
  }

  view(): ChatView {
    const { conversation } = this.session;
    const turns = turnViews(conversation);
    return {
      conversation: { id: 'only', title: turns[0]?.prompt ?? '' },
      turns,
      draft: conversation.draft,
      images: [],
      context: this.context.chips(),
      chain: chainView(this.manager.status()),
      queue: [],
      queueNote: '',
      tokens: { parts: [], tokens: 0 },
      notice: '',
    };
  }

  newChat(): void {
    this.session.clear();
  }

  /** Every message but `ready`, which is between a surface and its channel. `reply` tells the page that sent it something. */
  async handle(message: Exclude<ViewMessage, { type: 'ready' }>, reply: (message: HostMessage) => void): Promise<void> {
    switch (message.type) {
      case 'send':
        await this.send(message.prompt);
        return;
      case 'stop': {
        this.session.stop();
        return;
      }
      case 'new-chat': {
        this.session.clear();
        return;
      }
      case 'retry': {
        this.session.retry();
        return;
      }
      case 'continue': {
        this.session.goOn();
        return;
      }
      case 'edit': {
        const { attachments, keptBack } = await this.context.collect(message.prompt);
        this.session.edit(message.turnId, message.prompt, attachments, keptBack);
        this.context.sent();
        return;
      }
      case 'regenerate': {
        this.session.regenerate(message.turnId);
        return;
      }
      case 'show-branch': {
        this.session.showBranch(message.turnId);
        return;
      }
      case 'draft': {
        this.session.setDraft(message.draft);
        return;
      }
      case 'remove-context': {
        this.context.remove(message.id);
        return;
      }
      case 'add-context': {
        this.context.add(message.id);
        return;
      }
      case 'preview-context':
        return this.context.open(message.id);
      case 'mention': {
        const { query, within } = message;
        reply({
          type: 'mentions',
          query,
          ...(within === undefined ? {} : { within }),
          ...(await this.context.find(query, within)),
        });
        return;
      }
      case 'add-mention':
        return this.context.addMention(message.id);
      case 'drop':
        return this.context.drop(message.uris);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'insert':
        return insertCode(this.context.target, message.text);
      case 'open-link': {
        const link = externalLink(message.href);
        if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link, true));
        return;
      }
      case 'run':
        await vscode.commands.executeCommand(commands[message.command]);
        return;
      case 'list': {
        const { query, scope, offset } = message;
        reply({ type: 'conversations', page: { query, scope, offset, items: [], total: 0 } });
        return;
      }
      default:
        return;
    }
  }

  private async send(prompt: string): Promise<void> {
    const { attachments, keptBack } = await this.context.collect(prompt);
    // A prompt that came while an answer was written goes back into the box instead of being lost.
    if (this.session.send(prompt, attachments, keptBack)) this.context.sent();
    else this.session.setDraft(prompt);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
    this.told.dispose();
  }
}
