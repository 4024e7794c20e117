import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ChatPanel } from '../../tools/vscode/chatPanel';
import { type HandingOnHost, startHandingOnHost } from './support/handingOnHost';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';

/** The user keeps code here, the container's settings, which a repository can write, let it go anywhere. */
describe('the chat of a user who keeps code on this machine', () => {
  let host: HandingOnHost;
  let stage: Stage;
  let chat: ChatPanel;
  let settings: object;
  before(async () => {
    host = await startHandingOnHost();
    stage = await openStage({
      providers: () => [host.provider],
      settings: {
        'everpair.boundary': 'local',
        'workbench.editor.useModal': 'off',
        'editor.autoClosingBrackets': 'never',
      },
      machine: { 'everpair.boundary': 'any' },
    });
    const file = path.join(stage.opened.server.dataFolder, 'data/User/settings.json');
    settings = JSON.parse(readFileSync(file, 'utf8')) as object;
    chat = await stage.workbench.openChat();
  });
  after(async () => {
    await stage.close();
    await host.close();
  });

  const isShut = (status: string): boolean => status.includes('every provider is outside');
  /** As the user does it, by hand. */
  const setBoundary = async (boundary: string): Promise<void> => {
    const { workbench, opened } = stage;
    await workbench.runCommand('Preferences: Open User Settings (JSON)');
    await opened.page.locator('.tab.active[data-resource-name="settings.json"]').waitFor();
    // Its tab is there before its text is, and that before it takes keys.
    await opened.page.locator('.editor-instance .view-line').first().click();
    await opened.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await workbench.press('Control+A');
    await opened.page.keyboard.insertText(JSON.stringify({ ...settings, 'everpair.boundary': boundary }));
    await opened.page.locator('.tab.active.dirty[data-resource-name="settings.json"]').waitFor();
    await workbench.press('Control+S');
    await soon(
      () => workbench.statusName(),
      (status) => isShut(status) === (boundary === 'local'),
    );
  };
  const problem = async (): Promise<string> => {
    await chat.problems.first().waitFor();
    return chat.problems.first().innerText();
  };

  it('sends nothing, though the machine’s settings would let it go, and says why', async () => {
    await soon(() => stage.workbench.statusName(), isShut);
    await chat.send('Does the machine decide?');
    assert.match(await problem(), /Every provider is outside your boundary, so nothing was sent/);
    assert.deepEqual(host.paths, []);
    assert.equal(await chat.messageBox.inputValue(), 'Does the machine decide?');
  });

  it('sends nothing of what waits when the boundary is narrowed, and says so at once', async () => {
    let release = (): void => undefined;
    host.holdUntil(new Promise((resolve) => (release = resolve)));
    await setBoundary('any');
    await chat.newChatButton.click();
    await chat.send('Is it called back?');
    await soon(
      () => host.paths,
      (paths) => paths.includes('/api/show'),
    );
    await setBoundary('local');
    // While the host still owes its answer about the model.
    assert.match(await problem(), /boundary/);
    release();
    // The control, and long after the first could have left.
    await setBoundary('any');
    await chat.newChatButton.click();
    await chat.send('Does it go now?');
    await soon(
      () => chat.lastAnswer().innerText(),
      (text) => text.includes('Handed on.'),
    );
    assert.equal(host.bodies.length, 1);
    assert.match(host.bodies[0] ?? '', /Does it go now\?/);
    assert.doesNotMatch(host.bodies[0] ?? '', /called back|machine decide/);
  });
});
