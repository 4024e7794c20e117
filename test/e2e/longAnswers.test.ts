import assert from 'node:assert/strict';
import { pattern, words } from '../../bench/page/texts';
import { type AnsweringHost, startAnsweringHost } from '../../tools/vscode/answeringHost';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const end = 'That is all.';

/** Runs in the page of the workbench. */
const watchKeys = `globalThis.answered = [];
  new PerformanceObserver((list) => answered.push(...list.getEntries()
    .filter(({ name }) => name.startsWith('key'))
    .map(({ duration }) => duration))).observe({ type: 'event', durationThreshold: 16 });`;

describe('an answer that is made to take long', () => {
  let host: AnsweringHost;
  let stage: Stage;
  before(async function () {
    this.timeout(240_000);
    host = await startAnsweringHost();
    stage = await openStage({
      settings: { 'everpair.providers': host.providers, 'editor.inlineSuggest.enabled': false },
    });
  });
  after(async () => {
    await stage.close();
    await host.close();
  });

  /** Whether the last answer is there as a whole; what is not on the screen is not laid out for it. */
  const isShown = (chat: ChatPanel): Promise<boolean> =>
    chat.frame.evaluate<boolean>(
      `[...document.querySelectorAll('.answer .markdown')].at(-1)?.textContent.trimEnd().endsWith(${JSON.stringify(end)})`,
    );

  it('leaves the window answering to keys, however long it is', async function () {
    this.timeout(600_000);
    const { workbench } = stage;
    const { page } = workbench;
    await workbench.openFile('basket.ts');
    const chat = await workbench.openChat();
    await page.evaluate(watchKeys);

    /** Milliseconds from a key to the picture that answers it, of the one that waited longest while an answer came. */
    const longestWait = async (text: string): Promise<number> => {
      host.text = `${text}\n\n${end}`;
      await chat.newChatButton.click();
      await chat.send('Go on.');
      await soon(
        () => chat.answers.count(),
        (count) => count === 1,
      );
      await workbench.goToLineEnd(1);
      const before = await workbench.editorText();
      await page.evaluate('answered.length = 0');
      let typed = 0;
      while (!(await isShown(chat)) || typed < 10) {
        await page.keyboard.press('x');
        typed += 1;
      }
      await soon(
        () => workbench.editorText(),
        (shown) => shown.split('x').length >= before.split('x').length + typed,
      );
      for (let index = 0; index < typed; index += 1) await page.keyboard.press('Backspace');
      return page.evaluate<number>('Math.max(16, ...answered)');
    };

    const size = 200_000;
    const usual = await longestWait(pattern(`${words.repeat(6)}\n\n`, size));
    const worst = {
      'an open comment': `<!--${'\n'.repeat(20_000)}`,
      'open brackets': '['.repeat(size),
      'marks of emphasis': pattern('*a_', size),
      'hidden characters': pattern('a\u200b', size),
      'rows of a table': `|a|b|c|\n|-|-|-|\n${'|d|**e**|`f`|\n'.repeat(3_000)}`,
    };
    for (const [what, text] of Object.entries(worst)) {
      const longest = await longestWait(text);
      // On a machine that is busy with other work, plain words take longer too.
      assert.ok(longest <= Math.max(1_000, 4 * usual), `${what}: ${longest} ms; plain words: ${usual} ms`);
    }
  });
});
