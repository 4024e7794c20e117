import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../../tools/lab/faults';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

describe('the chat', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage();
    chat = await stage.workbench.openChat();
  });
  after(() => stage.close());
  beforeEach(async () => {
    await stage.heal();
    chat = await stage.workbench.openChat();
    await chat.startNewChat();
  });

  const answerText = (): Promise<string> => chat.lastAnswer().innerText();
  const answered = (label: string): Promise<string> =>
    soon(answerText, (text) => text.includes(`Hello from ${label}`) && text.includes('real outage'), 30_000);

  it('streams an answer, named by the provider that gives it', async () => {
    await chat.send('What does basket.ts do?');
    await chat.answerFrom('Claude (lab)').waitFor();
    const early = await soon(answerText, (text) => text.includes('Hello from'));
    assert.ok(!early.includes('real outage'), 'the answer came whole instead of in pieces');
    await answered('Claude (lab)');
    await stage.workbench.screenshot('chat');
  });

  it('tells the file that went with a question, and puts a code block of the answer at the cursor', async () => {
    const { workbench, lab } = stage;
    await workbench.openFile('words.py');
    await workbench.goToLineEnd(1);
    chat = await workbench.openChat();
    await chat.frame.getByText('words.py').first().waitFor();
    await chat.send('What is in this file?');
    await answered('Claude (lab)');
    assert.match(await chat.conversation.innerText(), /words\.py: whole file/);
    assert.ok(lab.requests('anthropic').at(-1)?.authorized);
    await chat.lastAnswer().getByRole('button', { name: 'Insert at Cursor' }).click();
    await soon(
      () => workbench.editorText(),
      (text) => text.includes('import re// What a request goes through, in short.'),
    );
  });

  it('stops an answer when asked to and keeps what was written', async () => {
    await chat.send('Tell me more.');
    await soon(answerText, (text) => text.includes('Hello from'));
    await chat.stopButton.click();
    const stopped = await soon(answerText, (text) => text.includes('Stopped'));
    assert.match(stopped, /Hello from/);
    assert.ok(!stopped.includes('real outage'));
    await chat.sendButton.waitFor();
  });

  const broken: readonly [Fault, RegExp][] = [
    ['overloaded', /overloaded/i],
    ['server-error', /server error/i],
    ['rate-limited', /limiting requests/i],
    ['unauthorized', /API key/i],
    ['refuse', /could not be reached/i],
    ['reset-before-headers', /broke off|could not be reached/i],
  ];
  for (const [fault, reason] of broken) {
    it(`is answered by the next provider and says why when the first one's fault is "${fault}"`, async () => {
      await stage.lab.break('anthropic', fault);
      await chat.send('Who answers?');
      await chat.answerFrom('GPT (lab)').waitFor();
      await answered('GPT (lab)');
      const notice = await chat.notices.first().innerText();
      assert.match(notice, /Switched from Claude \(lab\) to GPT \(lab\)/);
      assert.match(notice, reason);
      await stage.workbench.screenshot(`chat-${fault}`);
    });
  }

  it('goes on in the next provider when the first breaks off in the middle', async () => {
    await stage.lab.break('anthropic', 'cut', { after: 30 });
    await chat.send('Go on whatever happens.');
    const text = await soon(answerText, (shown) => shown.includes('real outage'), 30_000);
    assert.equal(text.split('This answer comes from the outage lab').length, 2, 'the answer begins once');
    assert.match(await chat.notices.first().innerText(), /Switched from Claude \(lab\) to GPT \(lab\)/);
    await stage.workbench.screenshot('chat-continued');
  });

  it('says why nobody answered and that it waits, and is answered once somebody is back', async () => {
    const { lab } = stage;
    await lab.break('anthropic', 'overloaded');
    await lab.break('openai', 'server-error');
    await lab.break('ollama', 'refuse');
    await chat.send('Is anybody there?');
    await chat.conversation.getByRole('button', { name: 'Do not send' }).waitFor({ timeout: 60_000 });
    const waiting = await chat.conversation.innerText();
    assert.match(waiting, /Sends when .+ is back/);
    for (const label of ['Claude (lab)', 'GPT (lab)', 'Ollama (lab)']) assert.ok(waiting.includes(label), waiting);
    assert.equal(await stage.workbench.notifications().count(), 0);
    await stage.workbench.screenshot('chat-all-down');
    await lab.healAll();
    await soon(answerText, (text) => text.includes('real outage'), 90_000);
    assert.equal(await chat.answers.count(), 1);
  });

  it('keeps what it stores for its user alone', async function () {
    if (process.platform === 'win32') this.skip();
    const user = path.join(stage.opened.server.dataFolder, 'data/User');
    const ours = (): readonly string[] =>
      readdirSync(user, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /everpair\.everpair(?:\/|$)/.test(name),
      );
    await stage.lab.break('anthropic', 'overloaded');
    await chat.send('Where is this kept?');
    await answered('GPT (lab)');
    const holds = (name: string): boolean => ours().some((file) => path.basename(file) === name);
    await soon(
      () => ['everpair.db', 'everpair.db-wal'].filter((name) => !holds(name)),
      (missing) => missing.length === 0,
    );
    // One that is written anew at this moment has another name for it.
    const modes = ours().flatMap((name) => {
      const found = statSync(path.join(user, name), { throwIfNoEntry: false });
      return found ? [`${name} ${(found.mode & 0o777).toString(8)}${found.isDirectory() ? ' folder' : ''}`] : [];
    });
    assert.deepEqual(
      modes.filter((mode) => !/ 600$| 700 folder$|\/bin\/everpair 700$/.test(mode)),
      [],
    );
  });
});
