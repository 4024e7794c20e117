import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const key = 'Control+Shift+Alt+E';

describe('an inline edit', () => {
  let stage: Stage;
  before(async () => {
    // Its own key is tried below, and VS Code's inline chat has it where AI features are on.
    stage = await openStage({ settings: { 'chat.disableAIFeatures': true } });
  });
  after(() => stage.close());
  beforeEach(async () => {
    // A test that failed may have left the box open: Escape stops, takes back, closes.
    for (let times = 0; times < 3 && (await input().isVisible()); times += 1) await stage.workbench.press('Escape');
    await stage.heal();
    await stage.workbench.runCommand('View: Revert and Close Editor');
    await stage.workbench.openFile('basket.ts');
  });

  const input = (): Locator => stage.workbench.quickInput().locator('input[type=text]');
  const title = (): Promise<string> => stage.workbench.quickInput().locator('.quick-input-title').innerText();
  const lenses = (): Locator => stage.opened.page.locator('.codelens-decoration a');
  const text = (): Promise<string> => stage.workbench.editorText();

  /** Selects so many lines from a line on, the first is 1. */
  async function select(line: number, count: number): Promise<void> {
    await stage.workbench.goToLineEnd(line);
    await stage.workbench.press('Home');
    for (let times = 0; times < count; times += 1) await stage.workbench.press('Shift+ArrowDown');
  }

  async function send(instruction: string, by = key): Promise<void> {
    if (!(await input().isVisible())) await stage.workbench.press(by);
    await input().fill(instruction);
    await input().press('Enter');
  }

  async function waits(): Promise<void> {
    await soon(title, (shown) => shown.includes('for you'), 30_000);
    await lenses().first().waitFor();
  }

  it('shows the edit while it is written, leaves the file alone until then, and is accepted as a whole by a key', async () => {
    const before = await text();
    await select(9, 3);
    await send('replace item by ware');
    await soon(title, (shown) => shown.includes('Claude (lab) writes line'));
    const shown = await text();
    assert.ok(!shown.includes('ware.price') || shown.includes('item.price'), shown);
    await waits();
    await soon(text, (now) => now.includes('(sum, ware) => sum + ware.price'));
    await stage.workbench.screenshot('inline-edit');
    assert.match(await title(), /Claude \(lab\) has edited\. 1 change waits for you\./);
    assert.equal(readFileSync(path.join(stage.folder, 'basket.ts'), 'utf8').includes('ware'), false);
    await stage.workbench.press('Enter');
    await input().waitFor({ state: 'hidden' });
    await soon(
      () => lenses().count(),
      (count) => count === 0,
    );
    await stage.workbench.press('Control+Z');
    assert.equal(await soon(text, (now) => !now.includes('ware')), before);
  });

  it('takes one change back by a key and keeps the others', async () => {
    await select(1, 5);
    await send('replace er by ER');
    await waits();
    await soon(text, (now) => now.includes('intERface') && now.includes('numbER'));
    await stage.workbench.press('Escape');
    await input().waitFor({ state: 'hidden' });
    await soon(text, (now) => !now.includes('ER'));
    await select(1, 5);
    await send('replace er by ER');
    await waits();
    // The box stands over the first lines.
    await stage.opened.page.locator('.view-line').filter({ hasText: 'count: numbER' }).click();
    await stage.workbench.press('Control+Shift+Backspace');
    await soon(text, (now) => now.includes('intERface') && !now.includes('numbER'));
    await stage.workbench.press('Control+Enter');
    await soon(
      () => lenses().count(),
      (count) => count === 0,
    );
    assert.match(await text(), /intERface[^]*count: number/);
  });

  it('follows a next instruction in the same box, and Escape takes both back', async () => {
    const before = await text();
    await select(9, 3);
    await send('replace item by ware');
    await waits();
    await send('replace ware by entry');
    await soon(text, (now) => now.includes('entry.price'), 30_000);
    await waits();
    await input().press('Escape');
    assert.equal(await soon(text, (now) => !now.includes('entry')), before);
  });

  it('leaves no lens where the focus goes elsewhere right after it was taken back', async () => {
    await select(9, 3);
    await send('replace item by ware');
    await waits();
    await stage.workbench.press('Escape');
    await stage.workbench.runCommand('Everpair: Open Chat');
    await soon(
      () => lenses().count(),
      (count) => count === 0,
    );
  });

  it('is finished by the next provider where the first breaks off, which is said', async () => {
    await stage.lab.break('anthropic', 'cut', { after: 12 });
    await select(1, 17);
    await send('replace price by cost');
    await waits();
    await soon(text, (now) => now.includes('item.cost'));
    assert.match(await title(), /Claude \(lab\).*, so GPT \(lab\) took over\. GPT \(lab\) has edited/);
    await stage.workbench.screenshot('inline-edit-outage');
    await input().press('Escape');
    await soon(text, (now) => now.includes('item.price'));
  });

  it('leaves the file as it was where all providers are down, and says why', async () => {
    const { lab, workbench } = stage;
    const before = await text();
    await lab.break('anthropic', 'overloaded');
    await lab.break('openai', 'server-error');
    await lab.break('ollama', 'refuse');
    await select(9, 3);
    await send('replace item by ware');
    const note = workbench.notifications().filter({ hasText: 'The file is as it was.' });
    await note.waitFor({ timeout: 60_000 });
    assert.match(await note.innerText(), /Claude \(lab\) is overloaded/);
    assert.equal(await text(), before);
    await workbench.screenshot('inline-edit-all-down');
    await input().press('Escape');
  });

  it('writes at the cursor of a file that was never saved, opened by its short key', async () => {
    await stage.workbench.runCommand('File: New Untitled Text File');
    await stage.opened.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    // The palette gives the focus back to the editor before it, which gives it to the new one.
    await stage.opened.page.locator('.monaco-editor.focused[data-uri^="untitled:"]').waitFor();
    await send('write 3 lines', 'Control+I');
    await waits();
    await soon(text, (now) => /step\(1\);\nstep\(2\);\nstep\(3\);/.test(now));
    await stage.workbench.press('Enter');
    await input().waitFor({ state: 'hidden' });
  });
});
