import { type ChatView, type HostMessage, messagesBetween } from '../../engine/chat';
import { type Clock, type Disposable, errorSummary, type Log } from '../../engine/model';
import type { ChatHost } from './chatHost';
import { parseViewMessage } from './messageSchema';

/** Milliseconds from one update to the next: two frames, in which changes are gathered. */
const updateIntervalMs = 32;

/** The part of a webview that talks. */
interface Messaging {
  postMessage(message: HostMessage): Thenable<boolean>;
  onDidReceiveMessage(listener: (raw: unknown) => void): Disposable;
}

/**
 * Keeps one webview in step with the host. The webview gets a whole view when it says `ready`, and only changes afterwards. A hidden
 * webview gets nothing: its page is gone and will begin again with `ready`.
 */
export class ChatChannel implements Disposable {
  /** The view that the page shows; undefined while there is no page. */
  private shown: ChatView | undefined;
  private timer: unknown;
  /** Of the clock: when the page was last told of a change. */
  private updatedMs = -Infinity;
  private wantsFocus = false;
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly webview: Messaging,
    private readonly host: Pick<ChatHost, 'load' | 'view' | 'handle' | 'onDidChange' | 'onDidTell'>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      host.onDidChange(() => this.schedule()),
      host.onDidTell((message) => {
        if (this.shown) this.post(message);
      }),
      webview.onDidReceiveMessage((raw: unknown) => {
        this.receive(raw).catch((error: unknown) =>
          log.error(`Chat action failed: ${errorSummary(error, { where: true })}`),
        );
      }),
    ];
  }

  /** The page was torn down. */
  hidden(): void {
    this.shown = undefined;
  }

  /** Puts the cursor into the input box, now or when the page is there. */
  focus(): void {
    this.wantsFocus = true;
    if (this.shown) this.postFocus();
  }

  /** The user went on somewhere else before the page was there. */
  forgetFocus(): void {
    this.wantsFocus = false;
  }

  dispose(): void {
    this.clock.clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async receive(raw: unknown): Promise<void> {
    const message = parseViewMessage(raw);
    if (!message) {
      this.log.warn('The chat page sent a message that is not understood; it was ignored.');
      return;
    }
    if (message.type === 'ready') {
      await this.host.load();
      this.shown = undefined;
      this.update(true);
      if (this.wantsFocus) this.postFocus();
      return;
    }
    // The page has changed its input box by itself and needs no message.
    if (message.type === 'draft') this.knowDraft(message.draft);
    if (message.type === 'send') this.knowDraft('');
    await this.host.handle(message, (answer) => this.post(answer));
  }

  private knowDraft(draft: string): void {
    if (this.shown) this.shown = { ...this.shown, draft };
  }

  /**
   * The first change after a rest does not wait, such as the first word of an answer. It is told in a turn of its own: who changes
   * something may still be about to save it, or to send a request.
   */
  private schedule(): void {
    if (!this.shown) return;
    const restMs = Math.max(0, this.updatedMs + updateIntervalMs - this.clock.monotonicMs());
    this.timer ??= this.clock.setTimeout(() => this.update(false), restMs);
  }

  private update(isFirst: boolean): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.shown && !isFirst) return;
    const view = this.host.view();
    const messages = messagesBetween(this.shown, view);
    for (const message of messages) this.post(message);
    if (messages.length > 0) this.updatedMs = this.clock.monotonicMs();
    this.shown = view;
  }

  private postFocus(): void {
    this.wantsFocus = false;
    this.post({ type: 'focus' });
  }

  private post(message: HostMessage): void {
    void this.webview.postMessage(message);
  }
}
