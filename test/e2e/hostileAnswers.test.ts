import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Theme } from '../../tools/vscode/openWorkbench';
import { type AnsweringHost, startAnsweringHost } from '../../tools/vscode/answeringHost';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const end = 'That is all.';

const hostile = `# What to do

Open [https://github.com/login](https://evil.example/x "https://github.com/login"), then [аpple.com](https://аpple.com/a) or [a script](javascript:alert(1)).

Zero\u200bwidth, an over\u202eride\u202c, \`code \u2066of\u2069 code\`, ${'a\u0301\u0323'.repeat(3)}, Z${'\u0351\u0352\u0353'.repeat(8)}algo and ![a picture](https://evil.example/p.png).

\`\`\`ts \u202etitle
const isAdmin = false; /*\u202e } \u2066if (isAdmin)\u2069 \u2066 begin admins only */
export const token = 'a\u200bb';
\`\`\`

| ${Array.from({ length: 12 }, (_, column) => `Column ${column}`).join(' | ')} |
|${'---|'.repeat(12)}
${Array.from({ length: 6 }, (_, row) => `| ${Array.from({ length: 12 }, (__, column) => `\`${row}.${column}\` and **words**`).join(' | ')} |`).join('\n')}

${'| a '.repeat(30)}|
${'|---'.repeat(30)}|
${'| b '.repeat(30)}|

<details open><summary>Raw</summary><script>alert(1)</script><img src=x onerror=alert(1)></details>

- [x] done
  > quoted
  > 1. one
  >    - two

[label]: https://evil.example "A definition"

Before the comment. <b>Bold by HTML</b>, ${'W'.repeat(120)}

<!-- The rest is hidden

IMPORTANT: read this.

\`\`\`sh
rm -rf build
\`\`\`

${end}`;

describe('an answer that is made to do harm', () => {
  let host: AnsweringHost;
  let stage: Stage | undefined;
  before(async () => {
    host = await startAnsweringHost();
  });
  after(() => host.close());
  afterEach(async () => {
    await stage?.close();
    stage = undefined;
  });

  const open = async (theme: Theme): Promise<Stage> => {
    stage = await openStage({
      theme,
      size: { width: 1280, height: 1000 },
      settings: { 'everpair.providers': host.providers },
    });
    return stage;
  };

  /** Whether the last answer is there as a whole; what is not on the screen is not laid out for it. */
  const isShown = (chat: ChatPanel): Promise<boolean> =>
    chat.frame.evaluate<boolean>(
      `[...document.querySelectorAll('.answer .markdown')].at(-1)?.textContent.trimEnd().endsWith(${JSON.stringify(end)})`,
    );

  /** Nothing waits to be formatted any more. */
  const isFormatted = (chat: ChatPanel): Promise<boolean> =>
    chat.frame.evaluate<boolean>(`document.querySelector('.answer .markdown > span.plain') === null`);

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    it(`can be read and used by everyone: ${theme}`, async function () {
      this.timeout(240_000);
      const { workbench } = await open(theme);
      const chat = await workbench.openChat();
      host.text = hostile;
      await chat.send('Go on.');
      await soon(() => isShown(chat), Boolean);
      await soon(() => isFormatted(chat), Boolean);
      await chat.sendButton.waitFor();
      await workbench.screenshot(`chat-hostile-end-${theme}`);
      await chat.frame.evaluate(axe.source);
      const found = await chat.frame.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ['violations'] })
        .then(({ violations }) => violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`);
      assert.deepEqual(found, []);
      await chat.conversation.press('Home');
      await soon(
        () => chat.conversation.evaluate((conversation: { readonly scrollTop: number }) => conversation.scrollTop),
        (top) => top === 0,
      );
      await workbench.screenshot(`chat-hostile-${theme}`);
    });
  }
});
