import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

/** Room for an empty database and some turns. */
const diskBytes = 2 * 1024 * 1024;

describe('the chat where its disk can hold nothing more', () => {
  let stage: Stage;
  let chat: ChatPanel;
  let disk = '';
  let isMounted = false;
  const filler = (): string => path.join(disk, 'filler');
  before(async function () {
    stage = await openStage({
      // The database is opened as soon as the window has started.
      prepare: (_page, { dataFolder }) => {
        disk = path.join(dataFolder, 'data/User/globalStorage/everpair.everpair');
        mkdirSync(disk, { recursive: true });
        isMounted = mounts(disk);
        return Promise.resolve();
      },
    });
    if (!isMounted) {
      console.log('      A disk of its own cannot be mounted here: that takes Linux and its root.');
      this.skip();
    }
    chat = await stage.workbench.openChat();
  });
  after(async () => {
    if (isMounted) execFileSync('umount', ['--lazy', disk]);
    await stage.close();
  });

  const answered = async (prompt: string): Promise<void> => {
    const before = await chat.answers.count();
    await chat.send(prompt);
    await soon(
      async () => [await chat.answers.count(), (await chat.lastAnswer().innerText()).includes('real outage')],
      ([count, isWhole]) => count === before + 1 && isWhole === true,
    );
    await chat.sendButton.waitFor();
  };
  const warnings = () => stage.workbench.notifications().filter({ hasText: 'Nothing can be saved' });
  /** Puts it away: VS Code shows one that is there already no second time. */
  const told = async (): Promise<void> => {
    await warnings().first().waitFor();
    await stage.workbench.runCommand('Notifications: Clear All Notifications');
    await warnings().first().waitFor({ state: 'hidden' });
  };
  /** Also what has left the screen since. */
  const toldAgain = async (): Promise<number> => {
    await stage.workbench.runCommand('Notifications: Show Notifications');
    const centre = stage.opened.page.locator('.notifications-center');
    await centre.waitFor();
    const count = await centre.locator('.notification-list-item', { hasText: 'Nothing can be saved' }).count();
    await stage.workbench.runCommand('Notifications: Hide Notifications');
    return count;
  };
  /** The prompts that are on the disk. */
  const kept = (): readonly unknown[] => {
    const database = new DatabaseSync(path.join(disk, 'everpair.db'), { readOnly: true });
    try {
      return database
        .prepare('SELECT prompt FROM turn ORDER BY key')
        .all()
        .map((row) => row['prompt']);
    } finally {
      database.close();
    }
  };

  it('shows all of its answers, says so on the page, and tells the user once', async () => {
    await answered('Is this kept?');
    assert.deepEqual(kept(), ['Is this kept?']);
    try {
      writeFileSync(filler(), 'x'.repeat(2 * diskBytes));
    } catch {
      // It is full now.
    }
    await answered('Does it still answer?');
    await told();
    await answered('And once more?');
    assert.equal(await chat.answers.count(), 3);
    await chat.frame.getByText('Nothing can be saved at the moment').first().waitFor();
    assert.equal(await toldAgain(), 0);
    assert.deepEqual(kept(), ['Is this kept?']);
  });

  it('is saved by itself as soon as there is room', async () => {
    rmSync(filler());
    const prompts = await soon(kept, (found) => found.length === 3, 30_000);
    assert.deepEqual(prompts, ['Is this kept?', 'Does it still answer?', 'And once more?']);
    await chat.frame.getByText('Nothing can be saved at the moment').first().waitFor({ state: 'hidden' });
  });
});

/** Whether a disk that is soon full could be mounted at the folder. */
function mounts(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=0700`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
