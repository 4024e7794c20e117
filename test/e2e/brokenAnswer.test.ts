import assert from 'node:assert/strict';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

describe('a broken answer of a user who wants to be asked', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage({ settings: { 'everpair.brokenAnswer': 'stop' } });
  });
  after(() => stage.close());
  beforeEach(async () => {
    await stage.heal();
    chat = await stage.workbench.openChat();
    await chat.newChatButton.click();
    await soon(
      () => chat.answers.count(),
      (count) => count === 0,
    );
    await stage.lab.break('anthropic', 'cut', { after: 30 });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await stage.workbench.screenshot('failed-broken-answer');
  });

  const answerText = (): Promise<string> => chat.lastAnswer().innerText();
  const press = (name: string): Promise<void> => chat.problems.first().getByRole('button', { name }).click();

  it('stays, says who broke off and why, and goes on with the next provider when they say so', async () => {
    const { lab, workbench } = stage;
    const before = lab.requests('openai').length;
    await chat.send('Go on when I say so.');
    await chat.problems.first().waitFor({ timeout: 30_000 });
    const problem = await chat.problems.first().innerText();
    assert.match(problem, /The answer broke off/);
    assert.match(problem, /connection to Claude \(lab\) broke off/);
    assert.match(await answerText(), /Hello from Claude \(lab\)/);
    assert.equal(lab.requests('openai').length, before, 'another provider was asked already');
    assert.equal(await chat.messageBox.inputValue(), '');
    await workbench.screenshot('chat-stopped');
    await press('Continue with GPT (lab)');
    const text = await soon(answerText, (shown) => shown.includes('real outage'), 30_000);
    assert.equal(text.split('This answer comes from the outage lab').length, 2, 'the answer begins once');
    assert.equal(await chat.problems.count(), 0);
    assert.match(await chat.notices.first().innerText(), /Switched from Claude \(lab\) to GPT \(lab\)/);
    await soon(answerText, (shown) => shown.includes('2 attempts'));
    await chat.lastAnswer().getByText('2 attempts').click();
    assert.match(await answerText(), /The connection to Claude \(lab\) broke off, may have been billed/);
    await workbench.screenshot('chat-stopped-continued');
  });

  it('is begun again when they ask again', async () => {
    await chat.send('Once more, please.');
    await chat.problems.first().waitFor({ timeout: 30_000 });
    await stage.lab.heal('anthropic');
    await press('Ask again');
    const text = await soon(answerText, (shown) => shown.includes('real outage'), 30_000);
    assert.equal(text.split('This answer comes from the outage lab').length, 2, 'the answer begins once');
    assert.equal(await chat.problems.count(), 0);
  });
});
