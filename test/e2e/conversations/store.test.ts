import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { extensionHosts } from '../../../tools/vscode/extensionHosts';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';
import { Workbench } from '../../../tools/vscode/workbench';
import { counted } from '../support/counted';

describe('conversations that outlive their window', () => {
  let stage: Stage;
  let chat: ChatPanel;
  /** The whole text of the newest answer, each time it changed on the page. */
  let seen = '';
  before(async () => {
    stage = await openStage();
    await stage.workbench.page.exposeFunction('answerSeen', (text: string) => void (seen = text));
  });
  after(() => stage.close());

  const numbers = async (): Promise<string> => (await chat.lastText()).trim();
  /** Tells of each word in the moment in which it is there to be read. */
  const watch = (frame: Frame): Promise<void> =>
    frame.evaluate(() => {
      const { answerSeen } = window as unknown as { answerSeen: (text: string) => void };
      new MutationObserver(() => {
        const texts = document.querySelectorAll('article .markdown');
        answerSeen(texts[texts.length - 1]?.textContent.trim() ?? '');
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  const newChat = async (): Promise<void> => {
    await chat.startNewChat();
  };
  /** Sends a prompt whose answer is long, and waits until some of it is there to be read. */
  const beginToCount = async (last: number): Promise<void> => {
    seen = '';
    await watch(chat.frame);
    await chat.send(`Count to ${last}`);
    await soon(
      () => seen,
      (text) => text.endsWith('20') || text.length > 60,
    );
  };
  const continued = async (last: number): Promise<void> => {
    const shown = seen;
    const kept = await numbers();
    assert.ok(kept.startsWith(shown), `seen was "${shown}", kept is "${kept}"`);
    assert.ok(kept.length < counted(last).length, 'the answer was whole already');
    assert.match(await chat.lastAnswer().innerText(), /Interrupted/);
    await chat.button('Continue').click();
    await soon(numbers, (text) => text === counted(last));
  };

  it('begin with the chat of an earlier version, which is taken over once', async () => {
    const { workbench, opened } = stage;
    const storage = path.join(opened.server.dataFolder, 'data/User/workspaceStorage');
    const [workspace] = await soon(
      () => readdirSync(storage),
      (all) => all.length === 1,
    );
    const ours = path.join(storage, String(workspace), 'everpair.everpair');
    const answer = {
      state: { type: 'done', reason: 'stop' },
      text: 'It was kept in a file.',
      thinking: '',
      writers: [{ providerId: 'claude', label: 'Claude (lab)', model: 'claude-sonnet-5-5' }],
      switches: [],
    };
    const turns = [{ id: '1', prompt: 'Where was the earlier chat?', attachments: [], answer }];
    mkdirSync(ours, { recursive: true });
    writeFileSync(
      path.join(ours, 'chat.json'),
      JSON.stringify({ version: 1, conversation: { turns, draft: 'And now' } }),
    );
    chat = await workbench.openChat();
    await chat.answerFrom('Claude (lab)').getByText('It was kept in a file.').waitFor();
    assert.equal(await chat.messageBox.inputValue(), 'And now');
    assert.deepEqual(
      readdirSync(ours).filter((name) => name === 'chat.json'),
      [],
    );
    chat = await workbench.reload();
    const list = await chat.openConversations();
    await list.rows.first().waitFor();
    assert.deepEqual(await list.titles(), ['Where was the earlier chat?']);
    await list.leave();
  });

  it('have an answer up to its last word that was seen when the extension host is killed, and go on with it', async () => {
    await newChat();
    await beginToCount(150);
    const hosts = await extensionHosts(stage.opened.server);
    assert.equal(hosts.length, 1);
    for (const pid of hosts) process.kill(pid, 'SIGKILL');
    await soon(
      async () => (await extensionHosts(stage.opened.server)).filter((pid) => !hosts.includes(pid)),
      (others) => others.length === 1,
      60_000,
    );
    await stage.workbench.ready();
    chat = await stage.workbench.openChat();
    await chat.button('Continue').waitFor();
    await stage.workbench.screenshot('chat-after-kill');
    await continued(150);
  });

  it('have it as well when the window is loaded anew', async () => {
    await newChat();
    await beginToCount(150);
    chat = await stage.workbench.reload();
    await chat.button('Continue').waitFor();
    await continued(150);
  });

  it('have what two windows on one folder ask at the same time, whole, and each window shows both', async () => {
    await newChat();
    await chat.send('Count to 60');
    await chat.answers.last().waitFor();
    const page = await stage.opened.context.newPage();
    try {
      await page.goto(stage.opened.server.open(stage.folder));
      const second = new Workbench(page);
      await second.ready();
      const other = await second.openChat();
      const both = async (texts: readonly string[]): Promise<void> => {
        for (const one of [chat, other]) {
          await soon(
            () => one.conversation.locator('.markdown').allInnerTexts(),
            (shown) => JSON.stringify(shown.map((text) => text.trim())) === JSON.stringify(texts),
          );
        }
      };
      await both([counted(60)]);
      await chat.send('Count to 70');
      await soon(
        () => other.answers.count(),
        (count) => count === 2,
      );
      await other.send('Count to 8');
      await both([counted(60), counted(70), counted(8)]);
      await other.newChatButton.click();
      await Promise.all([chat.send('Count to 35'), other.send('Count to 45')]);
      await soon(numbers, (text) => text === counted(35));
      await soon(
        async () => (await other.lastText()).trim(),
        (text) => text === counted(45),
      );
      await second.screenshot('chat-two-windows');
      assert.doesNotMatch(await other.conversation.innerText(), /Interrupted/);
    } finally {
      await page.close();
    }
  });
});
