import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';

describe('a draft that outlives its window', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const mention = async (name: string): Promise<void> => {
    await chat.messageBox.pressSequentially(` @${name}`);
    await soon(
      () => chat.mentions.allInnerTexts(),
      (all) => all[0]?.includes(name) === true,
    );
    await chat.messageBox.press('Enter');
    await chat.chips.filter({ hasText: name }).waitFor();
  };

  it('has what was added to it as it is now, says what is gone, and is sent with it once', async () => {
    const { workbench, folder, lab } = stage;
    chat = await workbench.openChat();
    await chat.messageBox.fill('Which is shorter?');
    await mention('words.py');
    await mention('greet.js');
    rmSync(path.join(folder, 'greet.js'));
    writeFileSync(path.join(folder, 'words.py'), 'print("as it is now")\n');
    chat = await workbench.reload();
    const chips = await soon(
      () => chat.chips.allInnerTexts(),
      (all) => all.length === 2 && all.every((text) => !text.includes('reading')),
    );
    assert.match(chips[0] ?? '', /words\.py\s+\d+ tokens/);
    assert.match(chips[1] ?? '', /greet\.js\s+nothing to send/);
    assert.match(await chat.messageBox.inputValue(), /^Which is shorter\?/);
    await workbench.screenshot('draft-after-reload');
    await chat.messageBox.press('Enter');
    await chat.answers.first().and(chat.frame.locator('[aria-busy=false]')).waitFor({ timeout: 60_000 });
    assert.match(lab.bodies('anthropic').join('\n'), /as it is now/);
    assert.equal(await chat.chips.count(), 0);
    chat = await workbench.reload();
    await chat.answers.first().waitFor();
    assert.equal(await chat.chips.count(), 0);
  });
});
