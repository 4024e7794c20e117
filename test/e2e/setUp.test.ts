import assert from 'node:assert/strict';
import { PullingOllama } from '../../tools/lab/pullingOllama';
import { openStage, type Stage } from '../../tools/vscode/stage';

const model = 'qwen2.5-coder:1.5b';

/** A user with a server of models on this machine, no key and an empty list. */
describe('Set Up', () => {
  let stage: Stage;
  let ollama: PullingOllama;
  before(async () => {
    ollama = await PullingOllama.start(1_000_000_000, 50_000_000, 60);
    ollama.installed.add(model);
    stage = await openStage({ providers: () => [], env: { OLLAMA_HOST: ollama.url } });
  });
  after(async () => {
    await stage.close();
    await ollama.close();
  });

  it('leads by keys alone from an empty list to the first answer', async () => {
    const { workbench } = stage;
    const row = (text: string) => workbench.rows().filter({ hasText: text });
    const take = async (text: string): Promise<void> => {
      await row(text).waitFor();
      await workbench.type(text);
      await workbench.quickInput().locator('.monaco-list-row.focused', { hasText: text }).waitFor();
      await workbench.press('Enter');
    };
    await workbench.runCommand('Everpair: Set Up…');
    await row('found here').first().waitFor();
    await row(model).waitFor();
    await workbench.screenshot('set-up');
    await take(model);
    await row('1. Ollama').waitFor();
    await take('Test the chain');
    await row('is reachable').waitFor();
    await workbench.screenshot('set-up-tested');
    await take('ask the first question');
    const chat = await workbench.openChat();
    await chat.ask('Hello?');
    assert.equal(await chat.answers.count(), 1);
    assert.ok(ollama.asked.some(({ path }) => path === '/api/chat'));
  });
});
