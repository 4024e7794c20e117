import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

describe('@everpair in VS Code’s Chat', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const view = (): Locator => stage.opened.page.locator('.interactive-session').filter({ visible: true }).first();
  const lastAnswer = (): Locator => view().locator('.interactive-response').last();

  const lastText = (): Promise<string> => lastAnswer().innerText();

  async function ask(prompt: string): Promise<void> {
    const { page } = stage.opened;
    const input = view().locator('.interactive-input-part .monaco-editor').first();
    await input.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(prompt, { delay: 10 });
    // The suggestions for names and commands would take Enter.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
  }

  it('is added to the picker by its command, and answers there though a provider breaks off in mid-answer', async () => {
    const { workbench, lab } = stage;
    await workbench.openFile('words.py');
    await workbench.runCommand("Everpair: Add to VS Code's Chat");
    await workbench.notifications().filter({ hasText: 'in the model picker' }).waitFor();
    await workbench.runCommand('Chat: Open Chat');
    await view().waitFor();
    await view().locator('.chat-input-toolbars', { hasText: 'claude-sonnet' }).waitFor({ timeout: 30_000 });
    await workbench.screenshot('participant-picker');
    await lab.break('anthropic', 'cut', { after: 30 });
    await ask('@everpair Go on whatever happens.');
    // VS Code draws an answer piece by piece, and its end before all of the rest.
    await soon(
      lastText,
      (text) =>
        text.split('This answer comes from the outage lab').length === 2 &&
        /real outage/.test(text) &&
        /Claude \(lab\).*, so GPT \(lab\) went on\./.test(text) &&
        /Answered by GPT \(lab\), gpt-4\.1/.test(text),
      60_000,
    );
    await workbench.screenshot('participant');
  });

  it('explains the code in front at /explain', async () => {
    const { lab } = stage;
    await stage.heal();
    await ask('@everpair /explain ');
    await soon(lastText, (text) => text.includes('Answered by Claude (lab)'), 60_000);
    const asked = lab.bodies('anthropic').at(-1) ?? '';
    assert.match(asked, /Explain the current file/);
    assert.match(asked, /def most_common/);
  });

  it('says why nobody answered, and what helps', async () => {
    const { lab, workbench } = stage;
    await lab.break('anthropic', 'unauthorized');
    await lab.break('openai', 'server-error');
    await lab.break('ollama', 'refuse');
    await ask('@everpair Is anybody there?');
    const said = ['No provider could answer', 'Claude (lab)', 'GPT (lab)', 'Ollama (lab)'];
    await soon(lastText, (shown) => said.every((words) => shown.includes(words)), 60_000);
    await workbench.screenshot('participant-outage');
    await lastAnswer().getByRole('button', { name: 'Set API key' }).waitFor();
  });
});
