import type { Frame, Locator } from 'playwright-core';

/** The list of conversations in Everpair's chat, by its accessible names. */
export class ConversationsPanel {
  readonly search: Locator;
  readonly rows: Locator;
  readonly groups: Locator;

  constructor(readonly frame: Frame) {
    this.search = frame.getByRole('searchbox', { name: 'Search conversations' });
    const list = frame.getByRole('list', { name: 'Conversations' });
    this.rows = list.getByRole('listitem');
    this.groups = list.getByRole('heading');
  }

  row(title: string): Locator {
    return this.rows.filter({ has: this.frame.locator('.conversation-title', { hasText: title }) });
  }

  /** Titles of the rows, from the top. */
  async titles(): Promise<readonly string[]> {
    const placed = await this.rows.evaluateAll((rows) =>
      rows.map((row) => ({
        place: Number(row.getAttribute('aria-posinset')),
        title: row.querySelector('.conversation-title')?.textContent ?? '',
      })),
    );
    return placed.sort((a, b) => a.place - b.place).map(({ title }) => title);
  }

  async open(title: string): Promise<void> {
    await this.row(title).locator('.conversation-open').click();
    await this.search.waitFor({ state: 'hidden' });
  }

  /** `what`: "Pin", "Delete", "Export" … */
  async press(what: string, title: string): Promise<void> {
    const tool = this.frame.getByRole('button', { name: `${what} ${title}`, exact: true });
    await tool.focus();
    await tool.press('Enter');
  }

  async leave(): Promise<void> {
    await this.frame.getByRole('button', { name: 'Back to the conversation' }).click();
    await this.search.waitFor({ state: 'hidden' });
  }
}
