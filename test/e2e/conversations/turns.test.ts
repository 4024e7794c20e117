import assert from 'node:assert/strict';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';
import { counted } from '../support/counted';

describe('the turns of a conversation', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage({ lab: { firstMs: 20 } });
    chat = await stage.workbench.openChat();
  });
  after(() => stage.close());
  beforeEach(async () => {
    await stage.lab.healAll();
    await chat.startNewChat();
  });

  const answered = (text: string): Promise<string> =>
    soon(
      async () => (await chat.lastText().catch(() => '')).replaceAll(/\s+/g, ' ').trim(),
      (shown) => shown === text,
    );
  const branch = () => chat.conversation.getByRole('group', { name: /^Branch/ }).last();
  const lastPrompt = () => chat.promptTools.last();
  const lastAnswerTools = () => chat.lastAnswer().getByRole('toolbar', { name: 'Answer' });
  const clipboard = (): Promise<string> => stage.workbench.page.evaluate(() => navigator.clipboard.readText());

  it('are stopped, edited and sent again, and the way before stays', async () => {
    await chat.send('Count to 400');
    await soon(
      () => chat.lastAnswer().innerText(),
      (text) => /\b9\b/.test(text),
    );
    await chat.stopButton.click();
    await chat.lastAnswer().getByText('Stopped', { exact: true }).waitFor();
    const before = (await chat.lastText()).trim();
    await chat.pressTool(lastPrompt(), 'Edit and send again');
    const editor = chat.frame.getByRole('textbox', { name: 'Edit the prompt' });
    assert.equal(await editor.inputValue(), 'Count to 400');
    await stage.workbench.screenshot('turn-edited');
    await editor.fill('Count to 4');
    await editor.press('Enter');
    await answered(counted(4));
    assert.match(await branch().innerText(), /2 of 2/);
    await branch().getByRole('button', { name: 'Previous branch' }).click();
    await answered(before);
    assert.match(await chat.conversation.innerText(), /Count to 400[\s\S]*Stopped/);
    await branch().getByRole('button', { name: 'Next branch' }).click();
    await answered(counted(4));
  });

  it('are asked again, by the same model and by another that is chosen', async () => {
    await chat.ask('Count to 3');
    await chat.pressTool(lastAnswerTools(), 'Ask again');
    await branch().getByText('2 of 2').waitFor();
    await answered(counted(3));
    await chat.answerFrom('Claude (lab)').waitFor();
    await chat.pressTool(lastAnswerTools(), 'Ask again with another model');
    await stage.workbench.pickTyped('gpt-4.1');
    await chat.answerFrom('GPT (lab)').waitFor();
    await answered(counted(3));
    assert.match(await branch().innerText(), /3 of 3/);
    assert.deepEqual(await chat.notices.allInnerTexts(), []);
  });

  it('begin a conversation of their own, and are copied', async () => {
    await chat.ask('Count to 2');
    await chat.ask('Count to 5');
    await chat.pressTool(lastAnswerTools(), 'Copy answer');
    await soon(clipboard, (text) => text.trim() === counted(5));
    await chat.pressTool(chat.promptTools.first(), 'Branch from here');
    await soon(
      () => chat.answers.count(),
      (count) => count === 1,
    );
    await answered(counted(2));
    await chat.pressTool(lastPrompt(), 'Copy prompt');
    await soon(clipboard, (text) => text === 'Count to 2');
    await chat.ask('Count to 6');
    assert.equal(await chat.answers.count(), 2);
  });

  it('show what the next request takes, and what an answer took and cost', async () => {
    await chat.ask('Count to 20');
    const took = chat.lastAnswer().locator('details.effort');
    await took.locator('summary').click();
    assert.match(await took.innerText(), /about \$0\.00\d+[\s\S]*Claude \(lab\)[\s\S]*Tokens.*: \d+ in, \d+ out\./);
    await chat.messageBox.fill('And what then?');
    const ring = chat.button(/^The next request has about [\d,]+ of [\d,]+ tokens/);
    await ring.focus();
    const parts = chat.frame.getByRole('tooltip');
    await parts.getByText('Your prompt').waitFor();
    assert.match(await parts.innerText(), /Instructions[\s\S]*1 earlier turn[\s\S]*Together\s*[\d,]+ of [\d,]+/);
    await stage.workbench.screenshot('tokens');
    await chat.messageBox.fill('');
  });

  it('fold what a model thinks, with its time', async () => {
    await chat.ask('Think, then count to 3');
    const thoughts = chat.lastAnswer().locator('details.thinking');
    assert.match(await thoughts.innerText(), /^Thought for \d+ s$/);
    await thoughts.locator('summary').click();
    await thoughts.getByText('here is one').waitFor();
  });

  it('go on within a paragraph where another provider takes over, with a mark at the place', async () => {
    await stage.lab.break('anthropic', 'cut', { after: 12 });
    await chat.send('Count to 60');
    await answered(counted(60));
    const paragraph = chat.lastAnswer().locator('.markdown > p');
    assert.equal(await paragraph.count(), 1);
    const mark = paragraph.getByRole('img', { name: /^From here on GPT \(lab\) wrote/ });
    assert.equal(await mark.count(), 1);
    const behind = await mark.evaluate((element) => element.nextSibling?.textContent ?? '');
    assert.match(behind, /^ ?\d+ .*\b60$/);
    assert.match(await chat.notices.first().innerText(), /continued at the mark/);
    await stage.workbench.screenshot('seam');
  });

  it('are answered by the model that is chosen in the box, and no longer when that is taken back', async () => {
    await stage.heal();
    await chat.button(/Choose the model$/).click();
    await stage.workbench.pickTyped('gpt-4.1');
    await chat.button(/^GPT \(lab\) · gpt-4\.1 chosen/).waitFor();
    await chat.ask('Count to 2');
    await chat.answerFrom('GPT (lab)').waitFor();
    await stage.workbench.statusItem().first().click();
    await stage.workbench.pick('Choose a model for the chat');
    await stage.workbench.rows().filter({ hasText: 'gpt-4.1' }).first().waitFor();
    await stage.workbench.screenshot('model-picker');
    await stage.workbench.pickTyped('Auto');
    await chat.ask('Count to 3');
    await chat.answerFrom('Claude (lab)').waitFor();
  });
});
