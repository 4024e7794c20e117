import type { Frame, Locator, Page } from 'playwright-core';
import { ConversationsPanel } from './conversationsPanel';
import { soon } from './soon';

const timeoutMs = 20_000;

/** Everpair's chat by its accessible names: what a screen reader or a test can rely on. */
export class ChatPanel {
  readonly messageBox: Locator;
  readonly sendButton: Locator;
  readonly stopButton: Locator;
  readonly newChatButton: Locator;
  readonly conversation: Locator;
  /** Above the conversation: what it is called. */
  readonly title: Locator;
  /** One a prompt, oldest first: its buttons. */
  readonly promptTools: Locator;
  /** One an answer, oldest first. */
  readonly answers: Locator;
  /** Lines that tell of a switch to another provider. */
  readonly notices: Locator;
  /** Messages that tell why no provider answered. */
  readonly problems: Locator;
  /** What goes with the next prompt, one a chip. */
  readonly chips: Locator;
  /** What the `@` picker offers. */
  readonly mentions: Locator;
  /** Prompts that wait for the running answer, in their order. */
  readonly queue: Locator;

  private constructor(readonly frame: Frame) {
    this.messageBox = frame.getByRole('textbox', { name: 'Message Everpair' });
    this.sendButton = frame.getByRole('button', { name: 'Send', exact: true });
    this.stopButton = frame.getByRole('button', { name: 'Stop', exact: true });
    this.newChatButton = frame.getByRole('button', { name: 'New chat' });
    this.conversation = frame.getByRole('log', { name: 'Conversation' });
    this.title = frame.locator('header.top').getByRole('heading', { level: 1 });
    this.promptTools = this.conversation.getByRole('toolbar', { name: 'Prompt' });
    this.answers = this.conversation.getByRole('article', { name: /^Answer from / });
    this.notices = this.conversation.getByRole('status');
    this.problems = this.conversation.getByRole('alert');
    this.chips = frame.getByRole('list', { name: 'Context' }).getByRole('listitem');
    this.mentions = frame.getByRole('listbox').getByRole('option');
    this.queue = frame.getByRole('region', { name: 'Queue' }).getByRole('listitem');
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

  /** A conversation without turns, once it is shown. */
  async startNewChat(): Promise<void> {
    await this.newChatButton.click();
    await soon(
      () => this.answers.count(),
      (count) => count === 0,
    );
  }

  async send(text: string): Promise<void> {
    await this.messageBox.fill(text);
    await this.messageBox.press('Enter');
  }

  /** Sends a prompt and waits for the end of its answer. */
  async ask(text: string): Promise<void> {
    const before = await this.answers.count();
    await this.send(text);
    await this.answers.nth(before).and(this.frame.locator('[aria-busy=false]')).waitFor({ timeout: 60_000 });
  }

  /** The newest answer, named by the provider that gives it. */
  lastAnswer(): Locator {
    return this.answers.last();
  }

  /** What the newest answer says, without what stands around it. */
  lastText(): Promise<string> {
    return this.lastAnswer().locator('.markdown').innerText();
  }

  answerFrom(label: string): Locator {
    return this.conversation.getByRole('article', { name: `Answer from ${label}`, exact: true });
  }

  /** A button below a prompt or an answer. These show under the pointer and with the focus. */
  async pressTool(tools: Locator, name: string): Promise<void> {
    const tool = tools.getByRole('button', { name, exact: true });
    await tool.focus();
    await tool.press('Enter');
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
  }

  /** The list of all conversations, in place of the one that is shown. */
  async openConversations(): Promise<ConversationsPanel> {
    await this.button('Conversations').click();
    const panel = new ConversationsPanel(this.frame);
    await panel.search.waitFor();
    return panel;
  }

  /** Everything in the panel's document, attributes included. */
  async html(): Promise<string> {
    return this.frame.content();
  }
}
