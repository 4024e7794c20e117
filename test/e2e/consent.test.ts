import assert from 'node:assert/strict';
import { type LineProxy, startLineProxy } from './support/lineProxy';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const anthropic = 'api.anthropic.com';
const openAi = 'api.openai.com';

/** A user without a list of providers. What would leave for a vendor ends at a proxy, which tells of it. */
describe('the consent of a user who gave two keys', () => {
  let proxy: LineProxy;
  let stage: Stage;
  before(async () => {
    proxy = await startLineProxy();
    stage = await openStage({
      providers: () => undefined,
      machine: { 'http.proxy': proxy.url },
      // Neither a key nor an Ollama of this machine.
      env: {
        HTTPS_PROXY: proxy.url,
        NO_PROXY: '',
        ANTHROPIC_API_KEY: '',
        OPENAI_API_KEY: '',
        OLLAMA_HOST: '127.0.0.1:9',
      },
    });
  });
  after(async () => {
    await stage.close();
    await proxy.close();
  });

  const setKey = async (label: string, key: string): Promise<void> => {
    await stage.workbench.runCommand('Everpair: Set API Key…');
    await stage.workbench.pick(label);
    await stage.workbench.answer(key);
  };
  /** Asks in a chat of its own and waits until it is told that nobody answered. */
  const askInVain = async (prompt: string): Promise<string> => {
    const chat = await stage.workbench.openChat();
    await chat.newChatButton.click();
    await chat.send(prompt);
    await chat.problems.first().waitFor({ timeout: 60_000 });
    return chat.problems.first().innerText();
  };
  const review = async (vendor: RegExp, answer: string): Promise<void> => {
    await stage.workbench.runCommand('Everpair: Review Where Code May Go…');
    await stage.workbench.pick(vendor);
    // The list of vendors may still be there, and names answers too.
    await stage.workbench.rows().filter({ hasText: 'Ask me again' }).waitFor();
    await stage.workbench.pick(answer);
    await stage.workbench.quickInput().waitFor({ state: 'hidden' });
  };
  const question = () =>
    stage.opened.page.locator('.notification-list-item', { hasText: 'would like to go on with OpenAI' });

  it('goes to the second vendor only after a question, and not after a Never', async () => {
    await setKey('Anthropic', 'sk-ant-not-a-key');
    await setKey('OpenAI', 'sk-not-a-key');
    const chat = await stage.workbench.openChat();
    await chat.send('Who hears of it?');
    await question().first().waitFor({ timeout: 60_000 });
    assert.ok(proxy.asked(anthropic) > 0, 'the first vendor was not asked');
    assert.equal(proxy.asked(openAi), 0);
    await question().getByRole('button', { name: 'Never' }).click();
    // The connection to the first may come back; what waits for it must not go to the second either.
    const wait = chat.conversation.getByRole('button', { name: 'Do not send' });
    await wait.waitFor({ timeout: 60_000 });
    await wait.click();
    await chat.problems.first().waitFor();
    assert.equal(proxy.asked(openAi), 0);
  });

  it('lets no test of the providers reach the vendor that was refused', async () => {
    const before = proxy.asked(anthropic);
    await stage.workbench.runCommand('Everpair: Test Providers');
    const told = await soon(
      async () => (await stage.opened.page.locator('.notifications-toasts').allInnerTexts()).join(' '),
      (text) => /Everpair: .*Anthropic.*OpenAI is off: you have not agreed/.test(text),
    );
    assert.doesNotMatch(told, /OpenAI is reachable/);
    assert.ok(proxy.asked(anthropic) > before, 'the test asked nobody');
    assert.equal(proxy.asked(openAi), 0);
    await stage.workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('keeps a Never when the other vendor is gone', async () => {
    await setKey('Anthropic', '');
    const told = await askInVain('Does it go to the one that is left?');
    assert.match(told, /OpenAI|agreed|consent/i);
    assert.equal(proxy.asked(openAi), 0);
  });

  it('can be given and taken back where it is reviewed', async () => {
    await review(/openai/i, 'Allow');
    const chat = await stage.workbench.openChat();
    await chat.newChatButton.click();
    await chat.send('And now?');
    await soon(
      () => proxy.asked(openAi),
      (now) => now > 0,
    );
    // Who is the last is waited for long; what is forbidden now must not be asked again.
    await review(/openai/i, 'Never');
    await stage.workbench.runCommand('Everpair: Review Where Code May Go…');
    await stage.workbench.rows().filter({ hasText: 'Never: nothing is sent.' }).first().waitFor();
    await stage.workbench.screenshot('review-consent');
    await stage.workbench.press('Escape');
    const allowed = proxy.asked(openAi);
    await askInVain('And after that?');
    assert.equal(proxy.asked(openAi), allowed);
  });
});
