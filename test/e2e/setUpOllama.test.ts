import assert from 'node:assert/strict';
import { PullingOllama } from '../../tools/lab/pullingOllama';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

const model = 'qwen2.5-coder:1.5b';

describe('Set Up Ollama', () => {
  let stage: Stage;
  let ollama: PullingOllama;
  before(async () => {
    ollama = await PullingOllama.start(1_000_000_000, 50_000_000, 60);
    stage = await openStage({ providers: () => undefined, env: { OLLAMA_HOST: ollama.url } });
  });
  after(async () => {
    await stage.close();
    await ollama.close();
  });

  it('leads by the keyboard from no model to the first local completion, over a load that was cancelled and gone on with', async () => {
    const { workbench } = stage;
    const toasts = workbench.page.locator('.notifications-toasts');
    const told = (pattern: RegExp): Promise<string> =>
      soon(
        () => toasts.innerText(),
        (text) => pattern.test(text),
      );
    ollama.limitBytes = 400_000_000;

    await workbench.runCommand('Everpair: Set Up Ollama…');
    await workbench.rows().filter({ hasText: 'recommended' }).waitFor();
    await workbench.screenshot('set-up-ollama');
    await workbench.pickTyped(model);

    await told(/400 MB of 1 GB/);
    await workbench.screenshot('set-up-ollama-loading');
    await toasts.getByRole('button', { name: 'Cancel' }).click();
    await told(/was stopped at 400 MB of 1 GB/);
    assert.deepEqual([...ollama.installed], []);

    ollama.limitBytes = Infinity;
    await toasts.getByRole('button', { name: 'Go On' }).click();
    await told(/is ready/);
    assert.deepEqual([...ollama.installed], [model]);

    await workbench.openFile('greet.js');
    await workbench.goToLineEnd(8);
    await workbench.press('Enter');
    await workbench.type('const bonjour = ');
    const ghost = async (): Promise<string> => (await workbench.ghostText().allTextContents()).join('');
    await soon(ghost, (text) => text.includes('Ollama'));
    const asked = ollama.asked.filter(({ path }) => path === '/api/generate').map(({ body }) => body);
    assert.ok(asked.length > 0 && asked.every((body) => body.includes('"truncate":false')), asked.join('\n'));
  });
});
