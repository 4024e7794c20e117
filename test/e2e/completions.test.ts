import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { compositionPauseMs } from '../../src/editor/completion/trigger/composition';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

describe('ghost text', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await stage.workbench.openFile('greet.js');
  });
  after(() => stage.close());
  beforeEach(async () => {
    await stage.heal();
    await stage.workbench.goToLineEnd(8);
    await stage.workbench.press('Enter');
  });

  const ghost = async (): Promise<string> =>
    (await stage.workbench.ghostText().allTextContents()).join('').replaceAll('\u00a0', ' ');

  it('shows while typing and is taken with Tab', async () => {
    const { workbench } = stage;
    await workbench.type('const bonjour = ');
    await soon(ghost, (text) => text.includes('(lab)'));
    await workbench.screenshot('ghost-text');
    await workbench.press('Tab');
    await soon(ghost, (text) => text === '');
    await workbench.press('Control+S');
    const saved = await soon(
      () => readFileSync(path.join(stage.folder, 'greet.js'), 'utf8'),
      (text) => text.includes('bonjour'),
    );
    assert.match(saved, /^const bonjour = answer; \/\/ \w+ \(lab\)$/m);
  });

  it('shows between tags, of which VS Code writes the closing one by itself', async () => {
    const { workbench } = stage;
    await workbench.page.keyboard.insertText('const liste = <li></li>');
    for (let left = 0; left < '</li>'.length; left += 1) await workbench.press('ArrowLeft');
    await workbench.type('un ');
    await soon(ghost, (text) => text.includes('(lab)'));
  });

  it('waits while an input method composes a word, and comes with the word', async () => {
    const { workbench, lab } = stage;
    const input = await workbench.page.context().newCDPSession(workbench.page);
    const asked = (): number => lab.requests('anthropic').length;
    await workbench.type('// ');
    // One letter may be any letter.
    const steps = ['n', 'ni', "ni'h", "ni'ha", "ni'hao"];
    let before = Infinity;
    for (const text of steps) {
      const began = Date.now();
      await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      // Longer than any rest behind a key, and shorter than the pause of who composes.
      await workbench.page.waitForTimeout(700);
      const isInTime = Date.now() - began < compositionPauseMs;
      if (text.length > 1 && isInTime) assert.equal(asked(), before, text);
      before = asked();
    }
    await input.send('Input.insertText', { text: '你好' });
    await soon(asked, (count) => count > before);
    await soon(ghost, (text) => text !== '');
  });

  it('comes from the next provider when the first is down, without a message in the way', async () => {
    const { workbench, lab } = stage;
    await lab.break('anthropic', 'overloaded');
    await workbench.type('const salut = ');
    await soon(ghost, (text) => text.includes('GPT (lab)'));
    assert.deepEqual(await workbench.notifications().allTextContents(), []);
    await soon(
      () => workbench.statusName(),
      (name) => name.includes('GPT (lab)'),
    );
  });

  it('is not asked for while it is turned off', async () => {
    const { workbench, lab } = stage;
    await workbench.runCommand('Everpair: Toggle Inline Completions');
    await workbench.statusMessage('inline completions are off').waitFor();
    const before = lab.requests('anthropic').length;
    await workbench.type('const personne = ');
    await workbench.page.waitForTimeout(2000);
    assert.equal(await ghost(), '');
    assert.equal(lab.requests('anthropic').length, before);
    await workbench.runCommand('Everpair: Toggle Inline Completions');
    await workbench.statusMessage('inline completions are on').waitFor();
    await workbench.type('null ?? ');
    await soon(ghost, (text) => text.includes('(lab)'));
  });

  /** Everpair's entry in the hover of the language status. */
  const languageStatus = async (): Promise<Locator> => {
    const { page } = stage.workbench;
    await page.mouse.move(0, 0);
    await page.locator('[id="status.languageStatus"]').hover();
    const entry = page.locator('.hover-language-status', { hasText: 'Everpair completions' }).first();
    await entry.waitFor();
    return entry;
  };

  const options = async (choice: string): Promise<void> => {
    await stage.workbench.runCommand('Everpair: Inline Completion Options…');
    await stage.workbench.pick(choice);
  };

  it('is told of in the language status, whose menu turns it off for a language and on again', async () => {
    const { workbench, lab } = stage;
    const entry = await languageStatus();
    assert.match(await entry.innerText(), /on \(Claude \(lab\)/);
    await workbench.screenshot('language-status');
    await entry.getByText('Options…').click();
    await workbench.rows().first().waitFor();
    await workbench.screenshot('completion-options');
    await workbench.pick('Turn off for javascript');
    await soon(
      async () => (await languageStatus()).innerText(),
      (text) => text.includes('off for javascript'),
    );
    const before = lab.requests('anthropic').length;
    await workbench.type('const rien = ');
    await workbench.page.waitForTimeout(2000);
    assert.equal(lab.requests('anthropic').length, before);
    await options('Turn on for javascript');
    await soon(
      async () => (await languageStatus()).innerText(),
      (text) => text.includes('on (Claude (lab)'),
    );
    await workbench.type('null ?? ');
    await soon(ghost, (text) => text.includes('(lab)'));
  });

  it('rests while it is snoozed and comes back when it is resumed', async () => {
    const { workbench, lab } = stage;
    await workbench.runCommand('Everpair: Snooze Inline Completions for 5 Minutes');
    await workbench.statusMessage('snoozed until').waitFor();
    const before = lab.requests('anthropic').length;
    await workbench.type('const calme = ');
    await workbench.page.waitForTimeout(2000);
    assert.equal(lab.requests('anthropic').length, before);
    await workbench.runCommand('Everpair: Resume Inline Completions');
    await workbench.statusMessage('inline completions are back').waitFor();
    await workbench.type('null ?? ');
    await soon(ghost, (text) => text.includes('(lab)'));
  });

  it('is counted in a document that anybody can read', async () => {
    const { workbench } = stage;
    await workbench.runCommand('Everpair: Show Completion Statistics');
    await workbench.page.locator('.tab.active', { hasText: 'Inline completions' }).waitFor();
    // The preview is a page within pages.
    const told = async (): Promise<string> => {
      const frames = workbench.page.frames().map((frame) => frame.locator('body').innerText({ timeout: 1_000 }));
      return (await Promise.all(frames.map((text) => text.catch(() => '')))).join('\n');
    };
    const text = await soon(told, (all) => /Suggestions offered\s+[1-9]/.test(all));
    assert.match(text, /Accepted\s+[1-9]/);
    await workbench.screenshot('completion-statistics');
    await workbench.runCommand('View: Close Editor');
    await workbench.page.locator('.tab.active[data-resource-name="greet.js"]').waitFor();
  });
});
