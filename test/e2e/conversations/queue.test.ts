import assert from 'node:assert/strict';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';
import { counted } from '../support/counted';

describe('the prompts of a conversation', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage({ lab: { firstMs: 20 } });
    chat = await stage.workbench.openChat();
  });
  after(() => stage.close());

  it('queue while an answer is written: moved by keys, changed, taken away, and sent in their order', async () => {
    await chat.send('Count to 2000');
    await chat.stopButton.waitFor();
    for (const last of [3, 4, 5]) await chat.send(`Count to ${last}`);
    await soon(
      () => chat.queue.count(),
      (count) => count === 3,
    );
    const row = (last: number) => chat.frame.getByRole('button', { name: `Count to ${last} Edit in the queue` });
    await row(5).focus();
    await row(5).press('Alt+ArrowUp');
    await soon(
      async () => (await chat.queue.allInnerTexts()).map((text) => /to \d/.exec(text)?.[0]),
      (texts) => texts.join() === 'to 3,to 5,to 4',
    );
    assert.ok(await row(5).evaluate((element) => element === document.activeElement));
    await row(3).press('Enter');
    const editor = chat.frame.getByRole('textbox', { name: 'Prompt “Count to 3” in the queue' });
    await editor.fill('Count to 6');
    await editor.press('Enter');
    await row(6).waitFor();
    await stage.workbench.screenshot('queue');
    await chat.button('Remove “Count to 4” from the queue').click();
    await soon(
      () => chat.queue.count(),
      (count) => count === 2,
    );
    await chat.stopButton.click();
    await chat.frame.getByText('Not sent, because you stopped the answer before it.').waitFor();
    await stage.workbench.screenshot('queue-stands');
    await chat.button('Send “Count to 6” now').click();
    await soon(
      async () => (await chat.conversation.locator('.markdown').allInnerTexts()).slice(1),
      (texts) => texts.map((text) => text.trim()).join('; ') === [6, 5].map(counted).join('; '),
    );
  });
});
