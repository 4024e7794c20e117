import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const original = `export function same(a, b) {\n  return a;\n}\n\nexport function size(list) {\n  return list.length;\n}\n`;
const edited = original.replace('return a;', 'return a == b;').replace('return list', 'var all = list;\n  return all');
const vendors = ['anthropic', 'openai', 'ollama'] as const;

describe('changes in Source Control', () => {
  let stage: Stage;
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b.example', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: stage.folder });
  };
  const file = (name: string): string => path.join(stage.folder, name);
  const put = (name: string, text: string): void => writeFileSync(file(name), text);
  const box = (): Locator => stage.opened.page.locator('.scm-input .view-lines').first();
  const findings = (): Locator => stage.opened.page.locator('.statusbar-item', { hasText: /\d+ findings?/ });
  const shown = (): Locator => stage.opened.page.locator('.review-widget').filter({ visible: true }).first();

  before(async () => {
    stage = await openStage({ settings: { 'git.enabled': true, 'git.openRepositoryInParentFolders': 'never' } });
  });
  after(() => stage.close());

  it('says so where no folder is a repository', async () => {
    const { workbench } = stage;
    await workbench.runCommand('Everpair: Generate Commit Message');
    const said = workbench.notifications().filter({ hasText: 'no folder of the workspace is a repository' });
    await said.waitFor();
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('get a commit message by a click, of what is staged, and the keys take it back', async () => {
    const { workbench, lab, opened } = stage;
    git('init', '-q', '-b', 'main');
    put('same.js', original);
    put('.env', 'PASSWORD=old\n');
    git('add', '-A');
    git('commit', '-q', '-m', 'Add the basket');
    put('same.js', edited);
    put('.env', 'PASSWORD=ENVMARK6\n');
    git('add', '-A');
    await opened.page.reload();
    await workbench.ready();
    await workbench.press('Control+Shift+G');
    await box().waitFor();
    await box().click();
    await workbench.type('about sameness');
    await opened.page.locator('.pane-header').getByRole('button', { name: 'Generate Commit Message' }).click();
    const message = async (): Promise<string> => (await box().innerText()).replaceAll('\u00a0', ' ');
    await soon(message, (text) => text.includes('Change same.js'));
    const note = workbench.notifications().filter({ hasText: 'Your draft went along' });
    assert.match(await note.innerText(), /1 file left out: \.env\./);
    await workbench.screenshot('commit-message');
    const body = lab.bodies('anthropic').at(-1) ?? '';
    assert.ok(body.includes('about sameness') && body.includes('return a == b;') && body.includes('Add the basket'));
    assert.ok(!body.includes('ENVMARK') && !body.includes('.env'));
    await box().click();
    await workbench.press('Control+Z');
    await soon(message, (text) => text.includes('about sameness') && !text.includes('Change'));
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  /** Reviews all changes from the palette. */
  async function review(): Promise<void> {
    const { workbench } = stage;
    await workbench.runCommand('Everpair: Review Changes…');
    await workbench.pick('All changes');
  }

  it('are reviewed: comments at their lines, a fix that a click applies, in one step of undo', async () => {
    const { workbench, lab, opened } = stage;
    await review();
    await soon(
      () => findings().innerText(),
      (text) => text.includes('2 findings'),
    );
    await opened.page.getByRole('button', { name: 'Show First' }).first().click();
    await shown().waitFor();
    await shown().getByText('compares values of different types').waitFor();
    await workbench.screenshot('review');
    await shown().getByRole('link', { name: 'Apply Fix' }).click();
    await soon(
      () => readFileSync(file('same.js'), 'utf8'),
      (text) => text === edited.replace('a == b', 'a === b'),
    );
    await soon(
      () => findings().innerText(),
      (text) => text.includes('1 finding'),
    );
    await workbench.openFile('same.js');
    await workbench.press('Control+Z');
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('return a == b;') && text.includes('var all'),
    );
    await workbench.runCommand('File: Save');
    await soon(
      () => readFileSync(file('same.js'), 'utf8'),
      (text) => text === edited,
    );
    const bodies = vendors.flatMap((vendor) => lab.bodies(vendor)).join('\n');
    assert.ok(bodies.includes('var all') && !bodies.includes('ENVMARK'));
  });

  it('are gone through by keys, and findings are dismissed', async () => {
    const { workbench, opened } = stage;
    await workbench.press('Control+Alt+PageDown');
    await shown().getByText('declared in a block').waitFor();
    await shown().getByRole('button', { name: 'Dismiss Finding' }).click();
    await findings().waitFor({ state: 'hidden' });
    await opened.page.locator('.review-widget').first().waitFor({ state: 'detached' });
  });

  it('are reviewed to the end when the first provider breaks off in the middle', async () => {
    await stage.lab.break('anthropic', 'cut', { after: 55 });
    await review();
    await soon(
      () => findings().innerText(),
      (text) => text.includes('2 findings'),
      30_000,
    );
    await stage.opened.page.getByRole('button', { name: 'Show First' }).first().click();
    await shown().getByText('compares values of different types').waitFor();
    await stage.heal();
  });

  const themes = [
    ['Light Modern', 'light'],
    ['Dark High Contrast', 'high-contrast'],
    ['Light High Contrast', 'high-contrast-light'],
  ] as const;
  for (const [theme, name] of themes) {
    it(`can be read in every theme: ${name}`, async () => {
      const { workbench, opened } = stage;
      await workbench.runCommand('Preferences: Color Theme');
      await opened.page.keyboard.insertText(theme);
      await workbench.pick(theme);
      const kind = name === 'light' ? '.vs' : name === 'high-contrast' ? '.hc-black' : '.hc-light';
      await opened.page.locator(`.monaco-workbench${kind}`).first().waitFor();
      await shown().getByRole('link', { name: 'Apply Fix' }).waitFor();
      await workbench.screenshot(`review-${name}`);
    });
  }

  it('are discussed in the chat, with the lines and the words of the finding', async () => {
    const { workbench } = stage;
    await shown().getByRole('button', { name: 'Discuss Finding in Chat' }).click();
    const chat = await ChatPanel.find(stage.opened.page);
    await chat.frame.locator('.chip', { hasText: 'same.js' }).first().waitFor();
    await soon(
      () => chat.frame.locator('textarea').first().inputValue(),
      (text) => text.includes('compares values of different types'),
    );
    await workbench.screenshot('review-discussed');
  });
});
