import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';
import assert from 'node:assert/strict';
import { countingModel } from '../real/support/countingModel';
import { ensureLlamaServer } from '../real/support/llamaServerBuild';
import { startMirror } from '../real/support/localRuntime';
import type { Mirror } from '../wire/localModel/support/mirror';

describe('a machine without a key and without Ollama', () => {
  let stage: Stage | undefined;
  let mirror: Mirror | undefined;
  before(async function () {
    this.timeout(10 * 60_000);
    const found = await ensureLlamaServer(console.log);
    if (!found.ok) {
      console.log(`Skipped, since there is no llama-server here. ${found.why}`);
      this.skip();
    }
    mirror = await startMirror(found.build, countingModel('quick'));
    const nowhere = { OLLAMA_HOST: 'http://127.0.0.1:9' };
    const settings = { 'everpair.localModel.mirror': mirror.url };
    stage = await openStage({ providers: () => undefined, env: nowhere, settings });
  });
  after(async () => {
    await stage?.close();
    await mirror?.close();
  });

  it('has its first local completion after one question', async () => {
    assert.ok(stage && mirror);
    const { workbench } = stage;
    await workbench.openFile('greet.js');
    await workbench.runCommand('Everpair: Set Up Local Model…');
    await workbench.rows().first().waitFor();
    await workbench.screenshot('local-model-choice');
    await workbench.pickTyped('Test Coder');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const text = (await dialog.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /Run Test Coder on this machine\?.*llama\.cpp test \(.*MIT\) from 127\.0\.0\.1.*SHA-256/);
    assert.deepEqual(
      mirror.asked.map(({ path }) => path),
      ['/everpair-local-models.json'],
    );
    await workbench.screenshot('local-model-consent');
    await dialog.getByRole('button', { name: 'Download' }).click();
    await soon(
      async () => (await workbench.notifications().allTextContents()).join(),
      (told) => told.includes('Test Coder answers on this machine now'),
    );
    await soon(
      () => workbench.statusName(),
      (name) => name.includes('Local model'),
    );
    await workbench.goToLineEnd(8);
    await workbench.press('Enter');
    await workbench.type('const seven = 7');
    await soon(
      async () => (await workbench.ghostText().allTextContents()).join('').replaceAll('\u00a0', ' '),
      (ghost) => ghost.includes('8'),
    );
    await workbench.screenshot('local-model-completion');
  });
});
