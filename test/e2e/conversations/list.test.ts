import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import type { ConversationsPanel } from '../../../tools/vscode/conversationsPanel';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';

const dayMs = 86_400_000;

describe('the list of conversations', () => {
  let stage: Stage;
  let chat: ChatPanel;
  let list: ConversationsPanel;
  before(async () => {
    stage = await openStage();
    chat = await stage.workbench.openChat();
    for (const [prompt, title] of [
      ['Count to 7 apples', 'Count apples'],
      ['Count to 93 pears', 'Count pears'],
      ['Count to 5 plums', 'Count plums'],
    ] as const) {
      await chat.newChatButton.click();
      await chat.send(prompt);
      // First the first words, and then what a model says.
      await titled(title);
    }
    change("UPDATE conversation SET updated_at = ? WHERE title = 'Count apples'", Date.now() - dayMs);
    change("UPDATE conversation SET updated_at = ? WHERE title = 'Count pears'", Date.now() - 3 * dayMs);
    list = await chat.openConversations();
  });
  after(() => stage.close());

  const titled = (title: string): Promise<string> =>
    soon(
      () => chat.title.innerText(),
      (shown) => shown === title,
    );
  /** As if time had passed, or another window had done it. */
  function change(statement: string, ...values: readonly (string | number)[]): void {
    const storage = path.join(stage.opened.server.dataFolder, 'data/User/globalStorage/everpair.everpair');
    const database = new DatabaseSync(path.join(storage, 'everpair.db'));
    database.prepare(statement).run(...values);
    database.close();
  }
  const shows = (titles: readonly string[]): Promise<unknown> =>
    soon(
      () => list.titles(),
      (shown) => JSON.stringify(shown) === JSON.stringify(titles),
    );

  it('is by day, with the latest first', async () => {
    await shows(['Count plums', 'Count apples', 'Count pears']);
    assert.deepEqual(await list.groups.allInnerTexts(), ['Today', 'Yesterday', 'Previous 7 days']);
    await stage.workbench.screenshot('conversations-by-day');
  });

  it('is searched in titles, prompts and answers', async () => {
    await list.search.fill('pears');
    await shows(['Count pears']);
    await list.search.fill('92');
    await list.row('Count pears').locator('mark', { hasText: '92' }).waitFor();
    await shows(['Count pears']);
    await list.search.fill('bananas');
    await list.frame.getByText('No conversation has “bananas”.').waitFor();
    await list.search.fill('');
    await shows(['Count plums', 'Count apples', 'Count pears']);
  });

  it('is gone through, renamed, deleted from and restored with the keyboard alone', async () => {
    const { page } = stage.workbench;
    await list.search.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await page.keyboard.type('Fruit');
    await page.keyboard.press('Enter');
    await shows(['Count plums', 'Fruit', 'Count pears']);
    await page.keyboard.press('Delete');
    await shows(['Count plums', 'Count pears']);
    await list.frame.getByText('“Fruit” was deleted.').waitFor();
    await stage.workbench.screenshot('conversations-deleted');
    const undo = list.frame.getByRole('button', { name: 'Undo' });
    await undo.focus();
    await undo.press('Enter');
    await shows(['Count plums', 'Fruit', 'Count pears']);
    await list.leave();
    assert.equal((await chat.lastText()).trim(), '1 2 3 4 5 6 7');
    list = await chat.openConversations();
  });

  it('has pinned ones above all', async () => {
    await list.press('Pin', 'Count pears');
    await shows(['Count pears', 'Count plums', 'Fruit']);
    assert.deepEqual(await list.groups.allInnerTexts(), ['Pinned', 'Today', 'Yesterday']);
    await list.press('Unpin', 'Count pears');
    await shows(['Count plums', 'Fruit', 'Count pears']);
  });

  it('shows those of this folder, or of all', async () => {
    change("UPDATE conversation SET folder_key = 'file:///elsewhere', folder_name = 'elsewhere' WHERE title = 'Fruit'");
    await shows(['Count plums', 'Count pears']);
    await list.frame.getByRole('button', { name: 'All folders' }).click();
    await shows(['Count plums', 'Fruit', 'Count pears']);
    assert.match(await list.row('Fruit').innerText(), /elsewhere/);
    await list.frame.getByRole('button', { name: 'This folder' }).click();
    await shows(['Count plums', 'Count pears']);
  });

  for (const [form, name] of Object.entries({ Markdown: 'Count pears.md', JSON: 'pears.json' })) {
    it(`writes one into a file of ${form}, from which it comes back whole`, async () => {
      const file = path.join(stage.folder, name);
      await list.press('Export', 'Count pears');
      await stage.workbench.saveFile(file);
      await soon(
        () => existsSync(file) && readFileSync(file, 'utf8').length > 0,
        (isThere) => isThere,
      );
      assert.match(readFileSync(file, 'utf8'), /Count to 93 pears[\s\S]* 92 93/);
      await list.press('Delete', 'Count pears');
      await shows(['Count plums']);
      await list.frame.getByRole('button', { name: 'Import conversations' }).click();
      await stage.workbench.chooseFile(name);
      await shows(['Count pears', 'Count plums']);
      await list.open('Count pears');
      assert.match(await chat.lastText(), / 92 93$/);
      await chat.openConversations();
    });
  }
});
