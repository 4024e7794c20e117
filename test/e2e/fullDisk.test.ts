import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

/** Bytes: a page of memory more than what fills it. */
const diskBytes = 64 * 1024;

describe('the chat where its disk can hold nothing more', () => {
  let stage: Stage;
  let chat: ChatPanel;
  let disk = '';
  let isMounted = false;
  const filler = (): string => path.join(disk, 'filler');
  const mount = (options: string): Buffer => execFileSync('mount', ['-o', options, disk], { stdio: 'pipe' });

  before(async function () {
    stage = await openStage();
    const all = path.join(stage.opened.server.dataFolder, 'data/User/workspaceStorage');
    const [workspace = ''] = await soon(
      () => (existsSync(all) ? readdirSync(all) : []),
      (found) => found.length === 1,
    );
    disk = path.join(all, workspace, 'everpair.everpair');
    mkdirSync(disk, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=0700`, 'tmpfs', disk], { stdio: 'ignore' });
      isMounted = true;
    } catch {
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
  const warnings = () => stage.workbench.notifications().filter({ hasText: 'cannot be saved' });
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
    const count = await centre.locator('.notification-list-item', { hasText: 'cannot be saved' }).count();
    await stage.workbench.runCommand('Notifications: Hide Notifications');
    return count;
  };
  const kept = (): string => {
    const file = path.join(disk, 'chat.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };

  it('shows all of its answers, leaves no file behind, and tells the user once', async () => {
    try {
      writeFileSync(filler(), 'x'.repeat(2 * diskBytes));
    } catch {
      // It is full now.
    }
    await answered('Does it still answer?');
    await told();
    await answered('And once more?');
    assert.equal(await chat.answers.count(), 2);
    assert.equal(await toldAgain(), 0);
    assert.deepEqual(readdirSync(disk), ['filler']);
  });

  it('is saved by itself as soon as there is room', async () => {
    rmSync(filler());
    const text = await soon(kept, (found) => found !== '');
    for (const part of ['Does it still answer?', 'And once more?']) assert.ok(text.includes(part), part);
    assert.deepEqual(readdirSync(disk), ['chat.json']);
  });

  it('does the same where its folder can be read only, and keeps what was saved before', async () => {
    const before = kept();
    mount('remount,ro');
    await answered('And read only?');
    await told();
    await answered('Twice?');
    assert.equal(await chat.answers.count(), 4);
    assert.equal(await toldAgain(), 0);
    assert.equal(kept(), before);
    assert.deepEqual(readdirSync(disk), ['chat.json']);
    mount('remount,rw');
    await soon(kept, (text) => text.includes('Twice?') && text.includes('Does it still answer?'));
    assert.deepEqual(readdirSync(disk), ['chat.json']);
  });
});
