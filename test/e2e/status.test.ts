import assert from 'node:assert/strict';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

describe('the status bar', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  beforeEach(() => stage.heal());

  const says = (label: string): Promise<string> =>
    soon(
      () => stage.workbench.statusName(),
      (name) => name.includes(label),
    );

  it('names Everpair and the provider that would answer now', async () => {
    const name = await says('Claude (lab)');
    assert.match(name, /^Everpair/);
  });

  it('tells of a failure, and its hover lists every provider with state and reason', async () => {
    const { workbench, lab } = stage;
    await lab.break('anthropic', 'unauthorized');
    const chat = await workbench.openChat();
    await chat.send('Who is there?');
    await chat.answerFrom('GPT (lab)').waitFor();
    await says('GPT (lab)');
    const hover = await (await workbench.statusHover()).innerText();
    for (const label of ['Claude (lab)', 'GPT (lab)', 'Ollama (lab)']) assert.ok(hover.includes(label), hover);
    assert.match(hover, /API key/i);
    await workbench.screenshot('status-hover');
  });

  it('tests all providers when asked to and tells what came of it', async () => {
    const { workbench, lab } = stage;
    await lab.break('openai', 'unauthorized');
    await workbench.runCommand('Everpair: Test Providers');
    const told = await soon(
      async () =>
        (await workbench.page.locator('.quick-input-widget, .notifications-toasts').allInnerTexts()).join(' '),
      (text) => ['Claude (lab)', 'GPT (lab)', 'Ollama (lab)'].every((label) => text.includes(label)),
    );
    assert.match(told, /key/i);
    await workbench.screenshot('test-providers');
    await workbench.press('Escape');
  });

  it('lets the user switch to another provider in a picker, and back to automatic', async () => {
    const { workbench, lab } = stage;
    await workbench.statusItem().first().click();
    await workbench.rows().first().waitFor();
    await workbench.screenshot('picker');
    await workbench.pick('Ollama (lab)');
    await says('Ollama (lab)');
    const chat = await workbench.openChat();
    await chat.newChatButton.click();
    const before = lab.requests('anthropic').length;
    await chat.send('Who is there?');
    await chat.answerFrom('Ollama (lab)').waitFor();
    assert.equal(lab.requests('anthropic').length, before);
    await workbench.runCommand('Everpair: Switch Provider');
    await workbench.pick('Auto');
    await says('Claude (lab)');
  });
});
