import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Theme } from '../../tools/vscode/openWorkbench';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';
import { type AnsweringHost, startAnsweringHost } from '../../tools/vscode/answeringHost';

const price = `export interface Item {
  readonly name: string;
  readonly cents: number;
}

export function total(items: readonly Item[]): number {
  let sum = 0;
  for (const item of items) sum += item.cents;
  return sum;
}

export function shown(cents: number): string {
  return (cents / 100).toFixed(2);
}
`;
const pricier = price
  .replace(
    '  let sum = 0;\n  for (const item of items) sum += item.cents;\n  return sum;',
    '  return items.reduce((sum, item) => sum + item.cents, 0);',
  )
  .replace('.toFixed(2)', '.toFixed(2) + " EUR"');
const basket = `import { total } from './price';\n\nexport const basket = [{ name: 'Tea', cents: 350 }];\n\nexport const due = total(basket);\n`;
const basketAfter = basket.replace(
  "[{ name: 'Tea', cents: 350 }]",
  "[\n  { name: 'Tea', cents: 350 },\n  { name: 'Cup', cents: 900 },\n]",
);
const test = `import { total } from './price';\n\nif (total([]) !== 0) throw new Error('An empty basket costs nothing.');\n`;

const fence = (name: string, code: string): string => `\`${name}\`:\n\n\`\`\`ts\n${code}\`\`\`\n`;

describe('code of an answer', function () {
  this.timeout(180_000);
  let host: AnsweringHost;
  let stage: Stage;
  before(async () => {
    host = await startAnsweringHost();
  });
  after(() => host.close());
  afterEach(() => stage.close());

  const file = (name: string): string => path.join(stage.folder, name);
  const onDisk = (name: string): string => readFileSync(file(name), 'utf8');

  async function open(theme: Theme = 'dark'): Promise<void> {
    stage = await openStage({
      theme,
      size: { width: 1440, height: 900 },
      settings: { 'everpair.providers': host.providers },
    });
    mkdirSync(file('src'), { recursive: true });
    writeFileSync(file('src/price.ts'), price);
    writeFileSync(file('src/basket.ts'), basket);
  }

  async function answered(text: string) {
    host.text = text;
    const chat = await stage.workbench.openChat();
    await chat.send('Make it shorter, and add a cup.');
    await chat.lastAnswer().getByRole('button', { name: 'Copy answer' }).waitFor();
    return chat;
  }

  const tab = (title: string) => stage.workbench.page.locator('.tab.active', { hasText: title });
  const notice = (text: RegExp) => stage.workbench.notifications().filter({ hasText: text }).first();
  const press = (button: string) =>
    stage.workbench.page.locator('.notifications-toasts').getByRole('button', { name: button, exact: true }).click();

  it('is shown as a difference to its file, and written when that is accepted, in a light theme', async () => {
    await open('light');
    const { workbench } = stage;
    const chat = await answered(`Here it is.\n\n${fence('src/price.ts', pricier)}`);
    await chat.lastAnswer().getByRole('button', { name: 'Apply' }).click();
    await tab('Proposal: src/price.ts').waitFor();
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('reduce'),
    );
    assert.equal(onDisk('src/price.ts'), price);
    await workbench.screenshot('apply-one-light');
    await workbench.page.keyboard.press('Control+Enter');
    await notice(/Changed: src\/price\.ts/).waitFor();
    assert.equal(onDisk('src/price.ts'), pricier);
    await workbench.screenshot('apply-one-done-light');
    await press('Take Back');
    await notice(/Taken back/).waitFor();
    assert.equal(onDisk('src/price.ts'), price);
  });

  it('for several files is one change to look at and to accept, in a high-contrast theme', async () => {
    await open('high-contrast');
    const { workbench } = stage;
    const parts = [
      fence('src/price.ts', pricier),
      fence('src/basket.ts', basketAfter),
      fence('src/price.test.ts', test),
    ];
    const chat = await answered(parts.join('\nand\n\n'));
    await chat.lastAnswer().getByRole('button', { name: 'Apply all (3)' }).click();
    await tab('Proposal: Make it shorter').waitFor();
    await soon(
      () => workbench.page.locator('.multiDiffEntry').count(),
      (count) => count >= 2,
    );
    await workbench.screenshot('apply-several-high-contrast');
    assert.deepEqual([onDisk('src/basket.ts'), existsSync(file('src/price.test.ts'))], [basket, false]);
    await workbench.page.keyboard.press('Control+Enter');
    await notice(/Changed: /).waitFor();
    assert.deepEqual(
      [onDisk('src/price.ts'), onDisk('src/basket.ts'), onDisk('src/price.test.ts')],
      [pricier, basketAfter, test],
    );
  });

  it('for several files is accepted and rejected file by file', async () => {
    await open();
    const { workbench } = stage;
    const chat = await answered([fence('src/price.ts', pricier), fence('src/basket.ts', basketAfter)].join('\n'));
    await chat.lastAnswer().getByRole('button', { name: 'Apply all (2)' }).click();
    await tab('Proposal: Make it shorter').waitFor();
    await workbench.runCommand('Everpair: Accept Change of This File');
    await notice(/Changed: src\/price\.ts/).waitFor();
    assert.deepEqual([onDisk('src/price.ts'), onDisk('src/basket.ts')], [pricier, basket]);
    await workbench.runCommand('Everpair: Reject Change of This File');
    await tab('Proposal: Make it shorter').waitFor({ state: 'hidden' });
    assert.equal(onDisk('src/basket.ts'), basket);
  });

  it('keeps what was typed into the file meanwhile, and is listed and taken back later', async () => {
    await open();
    const { workbench } = stage;
    await workbench.openFile('price.ts');
    const chat = await answered(`Here it is.\n\n${fence('src/price.ts', pricier)}`);
    await chat.lastAnswer().getByRole('button', { name: 'Apply' }).click();
    await tab('Proposal: src/price.ts').waitFor();
    // The tab of the difference has the file's name for VS Code, too.
    await workbench.page.getByRole('tab', { name: /^price\.ts/ }).click();
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('let sum') && !text.includes('reduce'),
    );
    await workbench.goToLineEnd(2);
    await workbench.type(' // unique');
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('// unique'),
    );
    await workbench.page.locator('.tab', { hasText: 'Proposal: src/price.ts' }).click();
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('reduce'),
    );
    // The keys work as soon as the tab's own buttons are there.
    await workbench.page
      .getByRole('button', { name: /Accept Change/ })
      .first()
      .waitFor();
    await workbench.page.keyboard.press('Control+Enter');
    await notice(/What you changed meanwhile stays: src\/price\.ts\. Not saved yet: src\/price\.ts/).waitFor();
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('// unique') && text.includes('reduce'),
    );
    await workbench.screenshot('apply-merged');
    assert.equal(onDisk('src/price.ts'), price);
    await workbench.page.keyboard.press('Control+S');
    const typed = (text: string): string => text.replace('readonly name: string;', 'readonly name: string; // unique');
    await soon(
      () => onDisk('src/price.ts'),
      (text) => text === typed(pricier),
    );

    await workbench.runCommand('Everpair: Show Changes…');
    await workbench.rows().filter({ hasText: 'Answer: Make it shorter' }).first().waitFor();
    await workbench.screenshot('changes-list');
    await workbench.page.keyboard.press('Enter');
    await workbench.rows().filter({ hasText: 'Take Back' }).first().waitFor();
    await workbench.screenshot('changes-one');
    await workbench.pick('Show the Change');
    await tab('Change: Answer: Make it shorter').waitFor();
    await workbench.screenshot('changes-shown');
    await workbench.page.getByRole('button', { name: 'Take Back This Change' }).click();
    await notice(/Taken back: Answer: Make it shorter/).waitFor();
    await soon(
      () => onDisk('src/price.ts'),
      (text) => text === typed(price),
    );
    await press('Make It Again');
    await soon(
      () => onDisk('src/price.ts'),
      (text) => text === typed(pricier),
    );
    await workbench.runCommand('Everpair: Show Changes…');
    await soon(
      () => workbench.rows().count(),
      (count) => count === 3,
    );
    await workbench.screenshot('changes-list-taken-back');
  });

  it('that fits nowhere is refused with the reason and what to do', async () => {
    await open();
    const { workbench } = stage;
    const chat = await answered(
      `${fence('src/price.ts', 'export function discount(): number {\n  return somewhere.else;\n}\n')}\n\nand\n\n${fence('../outside.ts', 'x\n')}`,
    );
    await chat.lastAnswer().getByRole('button', { name: 'Apply' }).first().click();
    await soon(
      () => workbench.notifications().count(),
      (count) => count > 0,
    );
    await workbench.screenshot('apply-refused');
    assert.match(await workbench.notifications().first().innerText(), /src\/price\.ts: /);
    await press('Open src/price.ts');
    await tab('price.ts').waitFor();
    assert.equal(onDisk('src/price.ts'), price);
  });

  it('is accepted and rejected hunk by hunk', async () => {
    await open();
    const { workbench } = stage;
    const chat = await answered(`Here it is.\n\n${fence('src/price.ts', pricier)}`);
    await chat.lastAnswer().getByRole('button', { name: 'Apply' }).click();
    await tab('Proposal: src/price.ts').waitFor();
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('reduce'),
    );
    await workbench.goToLineEnd(7);
    await workbench.page.keyboard.press('Control+Shift+Backspace');
    await soon(
      () => workbench.editorText(),
      (text) => !text.includes('reduce'),
    );
    await workbench.goToLineEnd(13);
    await workbench.page.keyboard.press('Control+Shift+Enter');
    await soon(
      () => onDisk('src/price.ts'),
      (text) => text === price.replace('.toFixed(2)', '.toFixed(2) + " EUR"'),
    );
    await workbench.screenshot('apply-hunk');
  });

  it('that was cut short by the end of its window is told at the next start, and finished', async function () {
    // The test writes into the database what a window leaves that is killed between two files.
    if (!isBuiltin('node:sqlite')) this.skip();
    await open();
    const { workbench } = stage;
    const chat = await answered(
      [fence('src/price.ts', pricier), fence('src/basket.ts', basketAfter)].join('\nand\n\n'),
    );
    await chat.lastAnswer().getByRole('button', { name: 'Apply all (2)' }).click();
    await tab('Proposal: Make it shorter').waitFor();
    await soon(
      () => workbench.page.locator('.multiDiffEntry').count(),
      (count) => count >= 2,
    );
    await workbench.page.keyboard.press('Control+Enter');
    await notice(/Changed: /).waitFor();
    const { DatabaseSync } = await import('node:sqlite');
    const storage = path.join(stage.opened.server.dataFolder, 'data/User/globalStorage/everpair.everpair');
    const database = new DatabaseSync(path.join(storage, 'everpair.db'));
    database.prepare('UPDATE change SET is_finished = 0, owner = ?').run([hostname(), 2 ** 22 + 1, 'gone'].join('\n'));
    database.exec("UPDATE change_file SET state = 'planned'");
    database.close();
    writeFileSync(file('src/basket.ts'), basket);
    await workbench.runCommand('Developer: Reload Window');
    await notice(/interrupted while it changed files: 1 of 2 have been changed/).waitFor({ timeout: 60_000 });
    await workbench.screenshot('changes-interrupted');
    await press('Finish');
    await notice(/All files are changed/).waitFor();
    assert.deepEqual([onDisk('src/price.ts'), onDisk('src/basket.ts')], [pricier, basketAfter]);
  });
});
