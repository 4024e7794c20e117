import type { Frame, Locator, Page } from 'playwright-core';

const timeoutMs = 20_000;

/** Everpair's chat by its accessible names: what a screen reader or a test can rely on. */
export class ChatPanel {
  readonly messageBox: Locator;
  readonly sendButton: Locator;
  readonly stopButton: Locator;
  readonly newChatButton: Locator;
  readonly conversation: Locator;
  /** One an answer, oldest first. */
  readonly answers: Locator;
  /** Lines that tell of a switch to another provider. */
  readonly notices: Locator;
  /** Messages that tell why no provider answered. */
  readonly problems: Locator;

  private constructor(readonly frame: Frame) {
    this.messageBox = frame.getByRole('textbox', { name: 'Message Everpair' });
    this.sendButton = frame.getByRole('button', { name: 'Send', exact: true });
    this.stopButton = frame.getByRole('button', { name: 'Stop', exact: true });
    this.newChatButton = frame.getByRole('button', { name: 'New chat' });
    this.conversation = frame.getByRole('log', { name: 'Conversation' });
    this.answers = this.conversation.getByRole('article', { name: /^Answer from / });
    this.notices = this.conversation.getByRole('status');
    this.problems = this.conversation.getByRole('alert');
  }

  /** The chat on the page, wherever it is shown; a webview is a frame within a frame. */
  static async find(page: Page): Promise<ChatPanel> {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      for (const frame of page.frames()) {
        const chat = new ChatPanel(frame);
        const shown = await chat.messageBox.isVisible().catch(() => false);
        if (shown) return chat;
      }
      await page.waitForTimeout(100);
    }
    throw new Error(`No chat with a textbox "Message Everpair" showed within ${timeoutMs / 1000} s.`);
  }

  async send(text: string): Promise<void> {
    await this.messageBox.fill(text);
    await this.messageBox.press('Enter');
  }

  /** The newest answer, named by the provider that gives it. */
  lastAnswer(): Locator {
    return this.answers.last();
  }

  answerFrom(label: string): Locator {
    return this.conversation.getByRole('article', { name: `Answer from ${label}`, exact: true });
  }

  /** Everything in the panel's document, attributes included. */
  async html(): Promise<string> {
    return this.frame.content();
  }
}
