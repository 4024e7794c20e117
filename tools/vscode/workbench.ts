import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { resultsFolder } from './folders';
import { ChatPanel } from './chatPanel';

/** Runs in the page; the editor keeps its lines in no particular order. */
const visibleLines = `[...document.querySelectorAll('.editor-instance .view-line')]
  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
  .map((line) => line.textContent.replaceAll('\\u00a0', ' '))
  .join('\\n')`;

/** The VS Code workbench as a person uses it: keyboard, mouse and what is on the screen. */
export class Workbench {
  constructor(readonly page: Page) {}

  /** Everpair is activated: its status-bar item is there. */
  async ready(): Promise<void> {
    await this.statusItem().first().waitFor({ timeout: 60_000 });
  }

  /** Opens a file of the workspace, or the one at a path, and puts the cursor into it. */
  async openFile(name: string, at = name): Promise<void> {
    await this.noQuickInput();
    await this.page.keyboard.press('Control+P');
    await this.quickInput().waitFor();
    await this.page.keyboard.insertText(at);
    await this.rows().filter({ hasText: name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /** Puts the cursor after the last character of a line; the first line is 1. */
  async goToLineEnd(line: number): Promise<void> {
    await this.noQuickInput();
    await this.page.keyboard.press('Control+G');
    await this.quickInput().waitFor();
    await this.page.keyboard.insertText(String(line));
    await this.page.keyboard.press('Enter');
    await this.noQuickInput();
    await this.page.keyboard.press('End');
  }

  /** Types as a person does, one key after the other. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** The active editor's text as far as it is on the screen, ghost text included. */
  async editorText(): Promise<string> {
    return this.page.evaluate<string>(visibleLines);
  }

  /** Every piece of ghost text on the screen. */
  ghostText(): Locator {
    return this.page.locator('.ghost-text-decoration, .ghost-text, .suggest-preview-text');
  }

  async runCommand(title: string): Promise<void> {
    const row = this.rows().filter({ hasText: title }).first();
    // A window that is still coming up moves the focus, which closes the palette or takes the words.
    for (let tries = 1; ; tries += 1) {
      await this.noQuickInput();
      await this.page.keyboard.press('F1');
      // The palette may be closed again before it has the words, or before its row is clicked.
      const words = this.quickInput().locator('input[type=text]');
      const isRun = await words
        .fill(`>${title}`, { timeout: 10_000 })
        .then(() => row.click({ timeout: 10_000 }))
        .then(
          () => true,
          () => false,
        );
      if (isRun) return;
      if (tries === 3) throw new Error(`The palette does not offer "${title}".`);
      await this.page.keyboard.press('Escape');
    }
  }

  /** The status-bar item of Everpair. */
  statusItem(): Locator {
    return this.page.locator('.statusbar-item[id^="everpair."]');
  }

  /** A passing message at the left of the status bar. */
  statusMessage(text: string): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** What a screen reader says of the status-bar item. */
  async statusName(): Promise<string> {
    return (await this.statusItem().first().getAttribute('aria-label')) ?? '';
  }

  /** The hover of the status-bar item, once it shows. */
  async statusHover(): Promise<Locator> {
    await this.statusItem().first().hover();
    const hover = this.page.locator('.workbench-hover, .monaco-hover').filter({ visible: true }).last();
    await hover.waitFor();
    return hover;
  }

  /** The open quick pick's, quick input's or command palette's widget. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget').filter({ visible: true });
  }

  /** An input that is just closing would take the words meant for the next. */
  private async noQuickInput(): Promise<void> {
    await this.quickInput().waitFor({ state: 'hidden' });
  }

  /** The entries of the open quick pick that are on the screen. */
  rows(): Locator {
    return this.quickInput().locator('.monaco-list-row');
  }

  /** Takes the first row that is left when this is typed, in a list whose rows still move. */
  async pickTyped(text: string): Promise<void> {
    await this.quickInput().locator('input[type=text]').fill(text);
    const isClosed = (): Promise<boolean> =>
      this.quickInput()
        .waitFor({ state: 'hidden', timeout: 5_000 })
        .then(
          () => true,
          () => false,
        );
    // Enter takes nothing where the rows are replaced at that moment.
    do {
      await this.quickInput().locator('.monaco-list-row.focused', { hasText: text }).waitFor();
      await this.page.keyboard.press('Enter');
    } while (!(await isClosed()));
  }

  async pick(label: string | RegExp): Promise<void> {
    const row = this.rows().filter({ hasText: label }).first();
    await row.waitFor();
    await row.click();
  }

  /** Takes a file of the folder that VS Code's own question for a file shows. */
  async chooseFile(name: string): Promise<void> {
    await this.pick(name);
    await this.noQuickInput();
  }

  /** Saves under this name where VS Code's own question for a file proposes another. */
  async saveFile(name: string): Promise<void> {
    await this.page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input')].some(({ value }) =>
        /\.\w+$/.test(value),
      ),
    );
    // Once VS Code has read the folder it writes its own proposal into the box again.
    await this.rows().first().waitFor();
    const box = this.quickInput().locator('input[type=text]');
    if ((await box.inputValue()) !== name) await box.fill(name);
    await box.press('Enter');
    await this.noQuickInput();
  }

  /** Types into the box that asks for something secret, once it is there, and waits until it is gone. */
  async answer(secret: string): Promise<void> {
    const box = this.quickInput().locator('input[type=password]');
    await box.waitFor();
    await box.fill(secret);
    await box.press('Enter');
    await this.noQuickInput();
  }

  /** Texts of the notifications that are on the screen. */
  notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item-message');
  }

  /** Opens the chat by its command and waits until it can be written in. */
  async openChat(): Promise<ChatPanel> {
    await this.runCommand('Everpair: Open Chat');
    return ChatPanel.find(this.page);
  }

  /** Loads the window anew, as the command does, and opens its chat. */
  async reload(): Promise<ChatPanel> {
    await this.page.reload();
    await this.ready();
    return this.openChat();
  }

  /** Leaves a picture in test-results. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(resultsFolder, { recursive: true });
    await this.page.screenshot({ path: path.join(resultsFolder, `${name}.png`) });
  }
}
