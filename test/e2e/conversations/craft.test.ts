import assert from 'node:assert/strict';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';

/** The bar at the right is never narrower than a little over this; side bars that narrow are not rare. Pixels. */
const narrowPx = 280;

describe('the page in the window of VS Code', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage({ lab: { firstMs: 20, perSecond: 400 } });
    chat = await stage.workbench.openChat();
  });
  after(() => stage.close());

  /** Words that stick out of the page at its side. */
  const cutOff = (): Promise<readonly string[]> =>
    chat.frame.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')].flatMap((element) => {
        const box = element.getBoundingClientRect();
        const isOut = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
        const scrolls = element.closest('pre, table, .code-block, .for-screen-readers');
        return isOut && !scrolls ? [element.outerHTML.slice(0, 120)] : [];
      }),
    );

  it('is used with the keyboard alone, and tells its keys', async () => {
    const { page } = stage.workbench;
    await page.keyboard.press('Control+Alt+e');
    await soon(
      () => chat.messageBox.evaluate((box) => box === document.activeElement),
      (isFocused) => isFocused,
    );
    await page.keyboard.type('Count to 3');
    await page.keyboard.press('Enter');
    await soon(
      () => chat.lastText().catch(() => ''),
      (text) => text.trim() === '1 2 3',
    );
    await chat.conversation.focus();
    await page.keyboard.press('?');
    const keys = chat.frame.getByRole('region', { name: /key/i });
    await keys.waitFor();
    const shown = await keys.innerText();
    for (const words of ['Rename the conversation', 'Move the prompt up or down', 'Take the part away'])
      assert.ok(shown.includes(words), shown);
    await stage.workbench.screenshot('keys');
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
    assert.ok(await chat.conversation.evaluate((log) => log === document.activeElement));
  });

  it('writes from right to left what is written so', async () => {
    await chat.ask('مرحبا، count to 4');
    const direction = await chat.conversation
      .locator('.prompt p')
      .last()
      .evaluate((prompt) => getComputedStyle(prompt).direction);
    assert.equal(direction, 'rtl');
    await stage.workbench.screenshot('right-to-left');
  });

  it('shows all its words in a side bar as narrow as it gets', async () => {
    const { page } = stage.workbench;
    await chat.startNewChat();
    await stage.lab.break('anthropic', 'cut', { after: 30 });
    await chat.send('What does basket.ts do?');
    await soon(
      () => chat.lastAnswer().innerText(),
      (text) => text.includes('real outage') && text.includes('attempts'),
    );
    await stage.lab.healAll();
    const bar = page.locator('.part.auxiliarybar');
    const before = await bar.boundingBox();
    assert.ok(before);
    await page.mouse.move(before.x, before.y + 300);
    await page.mouse.down();
    await page.mouse.move(before.x + before.width - narrowPx, before.y + 300, { steps: 10 });
    await page.mouse.up();
    await soon(
      () => chat.frame.evaluate(() => innerWidth),
      (width) => width <= narrowPx + 15,
    );
    assert.deepEqual(await cutOff(), []);
    await stage.workbench.screenshot('narrow');
    const list = await chat.openConversations();
    await list.rows.first().waitFor();
    assert.deepEqual(await cutOff(), []);
    await stage.workbench.screenshot('narrow-conversations');
    await list.leave();
  });

  it('shows them at 200 %', async () => {
    const { page } = stage.workbench;
    await page.setViewportSize({ width: 640, height: 400 });
    await chat.messageBox.waitFor();
    assert.deepEqual(await cutOff(), []);
    await stage.workbench.screenshot('zoomed');
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});
