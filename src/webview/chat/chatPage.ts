import type { ChatView, HostMessage, ViewCommand, ViewMessage } from '../../engine/chat/view';
import { nameOf } from './turn/answerBox';
import { button } from '../shared/button';
import { Composer } from './input/composer';
import { h } from '../shared/dom';
import { DrawScheduler } from './drawScheduler';
import { isOfView, viewAfter } from './state';
import { Transcript } from './transcript';
import { Welcome } from './welcome';

/** Characters of an answer that a screen reader announces when it ends. The rest stays on the page. */
const maxAnnouncementChars = 600;

/** Characters of the first prompt that become the title, which has one line. */
const maxTitleChars = 200;

/** The whole chat page: draws what the host tells and tells the host what the user does. */
export class ChatPage {
  readonly element: HTMLElement;
  private readonly title = h('h1', { class: 'title' });
  private readonly newChat: HTMLButtonElement;
  private readonly welcome: Welcome;
  private readonly transcript: Transcript;
  private readonly composer: Composer;
  private readonly announcer = h('div', { class: 'for-screen-readers', 'aria-live': 'polite' });
  private readonly scheduler: DrawScheduler;
  private view: ChatView | undefined;
  private wantsFocus = false;

  constructor(
    private readonly tellHost: (message: ViewMessage) => void,
    requestFrame?: (callback: () => void) => void,
  ) {
    const post = (message: ViewMessage): void => this.post(message);
    const run = (command: ViewCommand): void => post({ type: 'run', command });
    this.newChat = button({
      name: 'New chat',
      icon: 'add',
      onPress: () => {
        post({ type: 'new-chat' });
        this.empty();
        this.composer.focus();
      },
    });
    this.transcript = new Transcript({
      copy: (text) => this.copy(text),
      insert: (text) => post({ type: 'insert', text }),
      openLink: (href) => post({ type: 'open-link', href }),
      retry: () => {
        post({ type: 'retry' });
        this.composer.focus();
      },
      goOn: () => {
        post({ type: 'continue' });
        this.composer.focus();
      },
      run,
    });
    this.welcome = new Welcome({ propose: (prompt) => this.composer.propose(prompt), run });
    this.composer = new Composer(post);
    this.scheduler = new DrawScheduler(() => this.draw(), requestFrame);
    this.element = h(
      'main',
      { class: 'chat', hidden: true },
      h('header', { class: 'top' }, this.title, this.newChat),
      this.welcome.element,
      this.transcript.element,
      this.composer.element,
      this.announcer,
    );
    this.composer.acceptDropsOn(this.element);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing && this.isBusy()) post({ type: 'stop' });
    });
  }

  receive(message: HostMessage): void {
    if (message.type === 'focus') {
      this.wantsFocus = true;
      this.scheduler.request();
      return;
    }
    if (message.type === 'mentions' || message.type === 'picked-image') this.composer.receive(message);
    if (!isOfView(message)) return;
    const before = this.view;
    this.view = viewAfter(before, message);
    this.announceEnd(before, this.view);
    this.scheduler.request();
  }

  private post(message: ViewMessage): void {
    const leaves = ['new-chat', 'open-conversation', 'fork'].includes(message.type);
    // What was typed belongs to the conversation that is left.
    if (leaves) this.composer.leaveConversation();
    this.tellHost(message);
    // The host treats the box as empty now and sends no message about it. An older draft must not return.
    if (message.type === 'send' && this.view) this.view = { ...this.view, draft: '' };
  }

  /** The page is going away. */
  leave(): void {
    this.composer.flush();
  }

  private draw(): void {
    const { view } = this;
    if (!view) return;
    const isEmpty = view.turns.length === 0;
    this.element.hidden = false;
    this.showTitle(view.turns[0]?.prompt.slice(0, maxTitleChars) ?? 'New chat');
    this.welcome.element.hidden = !isEmpty;
    this.transcript.element.hidden = isEmpty;
    this.welcome.update(view.chain);
    this.transcript.update(view.turns);
    this.composer.update(view);
    if (this.wantsFocus) this.composer.focus();
    this.wantsFocus = false;
  }

  private showTitle(title: string): void {
    if (this.title.textContent !== title) this.title.textContent = title;
  }

  /** At once: a prompt typed right after the press must not count as sent during a running answer. */
  private empty(): void {
    if (!this.view) return;
    this.view = { ...this.view, turns: [] };
    this.draw();
  }

  private isBusy(): boolean {
    const state = this.view?.turns.at(-1)?.answer.state.type;
    return state === 'asking' || state === 'writing';
  }

  private copy(text: string): void {
    this.post({ type: 'copy', text });
    this.announcer.textContent = 'Copied';
  }

  private announceEnd(before: ChatView | undefined, after: ChatView | undefined): void {
    const [old, now] = [before?.turns.at(-1), after?.turns.at(-1)];
    if (!old || !now || old.id !== now.id) return;
    const hasEnded = now.answer.state.type === 'done' || now.answer.state.type === 'stopped';
    if (!hasEnded || old.answer.state.type === now.answer.state.type) return;
    const text = now.answer.text.slice(0, maxAnnouncementChars);
    this.announcer.textContent = `${now.answer.state.type === 'stopped' ? 'Stopped. ' : ''}Answer from ${nameOf(now.answer)}: ${text}`;
  }
}
