import type { HostMessage, ViewMessage } from '../../engine/chat/view';
import { ConversationsPage } from './conversations/conversationsPage';
import { UndoBar } from './conversations/undoBar';
import { KeyboardPage } from './keyboard/keyboardPage';

type Shown = Extract<HostMessage, { type: 'show' }>['what'];

interface PagesActions {
  post(message: ViewMessage): void;
  newChat(): void;
  /** The conversation comes into sight or goes out of it. */
  changed(): void;
  focusComposer(): void;
}

/** The parts of the page that stand in place of the conversation for a while, and where the focus goes after them. */
export class Pages {
  readonly elements: readonly HTMLElement[];
  private readonly conversations: ConversationsPage;
  private readonly keyboard: KeyboardPage;
  private readonly undo: UndoBar;
  private shown: Shown | undefined;
  /** Had the focus when the first of them was opened. */
  private before: Element | null = null;

  constructor(private readonly actions: PagesActions) {
    this.conversations = new ConversationsPage({
      post: (message) => actions.post(message),
      newChat: () => {
        this.close();
        actions.newChat();
      },
      leave: (hasOpened) => {
        this.close();
        if (hasOpened) actions.focusComposer();
      },
    });
    this.keyboard = new KeyboardPage(() => this.close());
    this.undo = new UndoBar((id) => {
      actions.post({ type: 'restore-conversation', id });
      if (this.shown === 'conversations') this.conversations.focus();
      else actions.focusComposer();
    });
    this.elements = [this.conversations.element, this.keyboard.element, this.undo.element];
  }

  /** Nothing stands in place of the conversation. */
  get isClosed(): boolean {
    return this.shown === undefined;
  }

  show(what: Shown): void {
    if (this.shown === what) return;
    if (this.shown === undefined) this.before = document.activeElement;
    this.hide();
    this.shown = what;
    this.actions.changed();
    (what === 'conversations' ? this.conversations : this.keyboard).open();
  }

  /** Puts the focus into what is shown. */
  focus(): void {
    if (this.shown === 'conversations') this.conversations.focus();
    else this.keyboard.open();
  }

  receive(message: Extract<HostMessage, { type: 'conversations' | 'conversations-changed' | 'deleted' }>): void {
    switch (message.type) {
      case 'conversations':
        this.conversations.receive(message.page);
        return;
      case 'conversations-changed':
        this.conversations.changed();
        return;
      case 'deleted':
        this.undo.show(message.id, message.title);
        return;
    }
  }

  private close(): void {
    this.hide();
    this.shown = undefined;
    this.actions.changed();
    if (this.before instanceof Object && 'focus' in this.before) (this.before as HTMLElement).focus();
    this.before = null;
  }

  private hide(): void {
    this.conversations.close();
    this.keyboard.close();
  }
}
