import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { soon } from './soon';
import { openStage, type Stage } from './stage';

describe('ghost text', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await stage.workbench.openFile('greet.js');
  });
  after(() => stage.close());
  beforeEach(async () => {
    await stage.heal();
    await stage.workbench.goToLineEnd(8);
    await stage.workbench.press('Enter');
  });

  const ghost = async (): Promise<string> =>
    (await stage.workbench.ghostText().allTextContents()).join('').replaceAll('\u00a0', ' ');

  it('shows while typing and is taken with Tab', async () => {
    const { workbench } = stage;
    await workbench.type('const bonjour = ');
    await soon(ghost, (text) => text.includes('Claude (lab)'));
    await workbench.screenshot('ghost-text');
    await workbench.press('Tab');
    await soon(ghost, (text) => text === '');
    await workbench.press('Control+S');
    const saved = await soon(
      () => readFileSync(path.join(stage.folder, 'greet.js'), 'utf8'),
      (text) => text.includes('bonjour'),
    );
    assert.match(saved, /^const bonjour = answer; \/\/ Claude \(lab\)$/m);
  });

  it('comes from the next provider when the first is down, without a message in the way', async () => {
    const { workbench, lab } = stage;
    await lab.break('anthropic', 'overloaded');
    await workbench.type('const salut = ');
    await soon(ghost, (text) => text.includes('GPT (lab)'));
    assert.deepEqual(await workbench.notifications().allTextContents(), []);
    await soon(
      () => workbench.statusName(),
      (name) => name.includes('GPT (lab)'),
    );
  });

  it('is not asked for while it is turned off', async () => {
    const { workbench, lab } = stage;
    await workbench.runCommand('Everpair: Toggle Inline Completions');
    await workbench.statusMessage('inline completions are off').waitFor();
    const before = lab.requests('anthropic').length;
    await workbench.type('const personne = ');
    await workbench.page.waitForTimeout(2000);
    assert.equal(await ghost(), '');
    assert.equal(lab.requests('anthropic').length, before);
    await workbench.runCommand('Everpair: Toggle Inline Completions');
    await workbench.statusMessage('inline completions are on').waitFor();
    await workbench.type('null ?? ');
    await soon(ghost, (text) => text.includes('Claude (lab)'));
  });
});
