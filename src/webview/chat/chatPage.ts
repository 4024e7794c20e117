import * as l10n from '@vscode/l10n';
import type { ChatView, HostMessage, ViewCommand, ViewMessage } from '../../engine/chat/view';
import { nameOf } from './turn/answerBox';
import { Composer, isOfComposer } from './input/composer';
import { h } from '../shared/dom';
import { DrawScheduler } from './drawScheduler';
import { pressed } from '../shared/strokes';
import { keys } from './keyboard/keys';
import { Pages } from './pages';
import { isOfList, isOfView, viewAfter } from './state';
import { Top } from './top';
import { Transcript } from './transcript/transcript';
import { Welcome } from './welcome';

/** Characters of an answer that a screen reader announces when it ends. The rest stays on the page. */
const maxAnnouncementChars = 600;

/** The whole chat page: draws what the host tells and tells the host what the user does. */
export class ChatPage {
  readonly element: HTMLElement;
  private readonly top: Top;
  private readonly pages: Pages;
  /** Something about all conversations. */
  private readonly notice = h('p', { class: 'notice', role: 'status', hidden: true });
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
    this.top = new Top({ newChat: () => this.newChat(), showConversations: () => this.pages.show('conversations') });
    this.pages = new Pages({
      post,
      newChat: () => this.newChat(),
      changed: () => this.draw(),
      focusComposer: () => this.composer.focus(),
    });
    this.transcript = new Transcript({
      copy: (text) => this.copy(text),
      insert: (text) => post({ type: 'insert', text }),
      applyBlock: (turnId, text, before) => post({ type: 'apply', turnId, text, before }),
      applyAll: (turnId) => post({ type: 'apply-all', turnId }),
      openLink: (href) => post({ type: 'open-link', href }),
      // The pressed buttons go away, and a keyboard must not be left nowhere.
      retry: () => this.postAndFocus({ type: 'retry' }),
      goOn: () => this.postAndFocus({ type: 'continue' }),
      useInstead: () => this.postAndFocus({ type: 'use-instead' }),
      edit: (turnId, prompt) => this.postAndFocus({ type: 'edit', turnId, prompt }),
      regenerate: (turnId, choose) => this.postAndFocus({ type: 'regenerate', turnId, choose }),
      fork: (turnId) => this.postAndFocus({ type: 'fork', turnId }),
      stopWaiting: (turnId) => this.postAndFocus({ type: 'stop-waiting', turnId }),
      sendElsewhere: (turnId) => this.postAndFocus({ type: 'send-elsewhere', turnId }),
      dropSummary: (turnId) => this.postAndFocus({ type: 'drop-summary', turnId }),
      showBranch: (turnId) => post({ type: 'show-branch', turnId }),
      run,
    });
    this.welcome = new Welcome({ propose: (prompt) => this.composer.propose(prompt), run });
    this.composer = new Composer(post);
    this.scheduler = new DrawScheduler(() => this.draw(), requestFrame);
    this.element = h(
      'main',
      { class: 'chat', hidden: true },
      this.top.element,
      this.notice,
      this.welcome.element,
      this.transcript.element,
      ...this.pages.elements,
      this.composer.element,
      this.announcer,
    );
    this.composer.acceptDropsOn(this.element);
    this.element.addEventListener('keydown', (event) => {
      if (pressed(event, keys.stop) && this.isBusy()) post({ type: 'stop' });
      if (!pressed(event, keys.showKeys) || isTextField(event.target)) return;
      event.preventDefault();
      this.pages.show('keyboard');
    });
  }

  receive(message: HostMessage): void {
    if (message.type === 'focus') {
      this.wantsFocus = true;
      this.scheduler.request();
      return;
    }
    if (isOfComposer(message)) this.composer.receive(message);
    if (message.type === 'show') {
      this.pages.show(message.what);
      return;
    }
    if (isOfList(message)) this.pages.receive(message);
    if (!isOfView(message)) return;
    const before = this.view;
    this.view = viewAfter(before, message);
    this.announceEnd(before, this.view);
    this.scheduler.request();
  }

  private post(message: ViewMessage): void {
    this.composer.beforePost(message);
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
    this.top.update(view);
    this.notice.hidden = view.notice === '';
    if (this.notice.textContent !== view.notice) this.notice.textContent = view.notice;
    const isShown = this.pages.isClosed;
    this.top.element.hidden = !isShown;
    this.composer.element.hidden = !isShown;
    this.welcome.element.hidden = !isShown || !isEmpty;
    this.transcript.element.hidden = !isShown || isEmpty;
    this.welcome.update(view.chain);
    this.transcript.update(view.turns, view.conversation.id);
    this.composer.update(view);
    if (this.wantsFocus && isShown) this.composer.focus();
    else if (this.wantsFocus) this.pages.focus();
    this.wantsFocus = false;
  }

  private postAndFocus(message: ViewMessage): void {
    this.post(message);
    this.composer.focus();
  }

  private newChat(): void {
    this.post({ type: 'new-chat' });
    this.empty();
    this.composer.focus();
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
    this.announcer.textContent = l10n.t('Copied');
  }

  private announceEnd(before: ChatView | undefined, after: ChatView | undefined): void {
    const [old, now] = [before?.turns.at(-1), after?.turns.at(-1)];
    if (!old || !now || old.id !== now.id) return;
    const hasEnded = now.answer.state.type === 'done' || now.answer.state.type === 'stopped';
    if (!hasEnded || old.answer.state.type === now.answer.state.type) return;
    const text = now.answer.text.slice(0, maxAnnouncementChars);
    const name = nameOf(now.answer);
    this.announcer.textContent =
      now.answer.state.type === 'stopped'
        ? l10n.t('Stopped. Answer from {0}: {1}', name, text)
        : l10n.t('Answer from {0}: {1}', name, text);
  }
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Object && 'localName' in target && ['input', 'textarea'].includes(String(target.localName));
}
