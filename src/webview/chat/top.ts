import * as l10n from '@vscode/l10n';
import { type ChatView, type ConversationView, dollars } from '../../engine/chat/view';
import { button } from '../shared/button';
import { h } from '../shared/dom';
import { whole } from '../shared/formattedNumber';

/** Characters of the first prompt that become the title, which has one line. */
const maxTitleChars = 200;

interface TopActions {
  newChat(): void;
  showConversations(): void;
}

/** The head of the page: what the conversation is called and what it took, the way to others and to a new one. */
export class Top {
  private readonly title = h('h1', { class: 'title', dir: 'auto' });
  private readonly totals = h('span', { class: 'totals', hidden: true });
  readonly conversations: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(actions: TopActions) {
    this.conversations = button({
      name: l10n.t('Conversations'),
      icon: 'conversations',
      onPress: () => actions.showConversations(),
    });
    const newChat = button({ name: l10n.t('New chat'), icon: 'add', onPress: () => actions.newChat() });
    this.element = h('header', { class: 'top' }, this.title, this.totals, this.conversations, newChat);
  }

  update({ conversation, turns }: ChatView): void {
    const title = conversation.title || turns[0]?.prompt || l10n.t('New chat');
    show(this.title, title.slice(0, maxTitleChars));
    const totals = inShort(conversation);
    this.totals.hidden = totals === '';
    show(this.totals, totals);
    this.totals.title = inDetail(conversation);
  }
}

function show(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function inShort({ cost = 0, inputTokens = 0, outputTokens = 0 }: ConversationView): string {
  const parts: string[] = [];
  const tokens = inputTokens + outputTokens;
  if (tokens > 0) parts.push(l10n.t('{0} tokens', whole(tokens)));
  if (cost > 0) parts.push(dollars(cost));
  return parts.join(', ');
}

function inDetail({ inputTokens = 0, outputTokens = 0 }: ConversationView): string {
  const [sent, received] = [whole(inputTokens), whole(outputTokens)];
  return l10n.t('This conversation so far: {0} tokens in, {1} out, in all branches.', sent, received);
}
