import FakeTimers from '@sinonjs/fake-timers';
import type { Answer } from '../../../../src/engine/chat/conversation/answerState';
import type { ChatView, HostMessage } from '../../../../src/engine/chat/view/protocol';
import type { ViewMessage } from '../../../../src/engine/chat/view/viewMessage';
import { ChatPage } from '../../../../src/webview/chat/chatPage';
import { alpha, answerOf, asks, says } from '../../engine/chat/fixtures';
import { byRole } from '../accessible';
import { chatView, problem } from '../fixtures';

interface Shown {
  readonly page: ChatPage;
  readonly posted: ViewMessage[];
  readonly tell: (...messages: readonly HostMessage[]) => void;
}

/** The page after these messages, each drawn at once. */
export function shown(view: Partial<ChatView> = {}): Shown {
  const posted: ViewMessage[] = [];
  const page = new ChatPage(
    (message) => posted.push(message),
    (draw) => draw(),
  );
  document.body.replaceChildren(page.element);
  const tell = (...messages: readonly HostMessage[]): void => {
    for (const message of messages) page.receive(message);
  };
  tell({ type: 'view', view: chatView(view) });
  return { page, posted, tell };
}

/** By the real clock the page would rest after each drawing as long as this machine is slow. */
export function withoutTime(...toFake: readonly FakeTimers.FakeMethod[]): void {
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: [...toFake] })));
  afterEach(() => clock.uninstall());
}

export const input = (): HTMLTextAreaElement => byRole('textbox', 'Message Everpair') as HTMLTextAreaElement;
export const writing = answerOf(asks(alpha), says('Half'));
export const stopped: Answer = { ...writing, state: { type: 'stopped' } };
export const waiting: Answer = {
  ...answerOf(asks(alpha)),
  state: { type: 'waiting', for: 'Alpha', since: 0, elsewhere: 'Beta', problem },
};
export const failed: Answer = { ...writing, state: { type: 'failed', problem } };
