import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../tools/vscode/childProcess';
import { root } from '../../tools/vscode/folders';
import { soon } from '../../tools/vscode/soon';
import { openStage } from '../../tools/vscode/stage';
import { startAnsweringHost } from '../../tools/vscode/answeringHost';

const proposals = 12;

/** Milliseconds from the press of Apply to the texts and to the first marked line on the screen, and from a key to the closed tab. */
export async function timeProposals(
  before: string,
  answer: string,
): Promise<Readonly<Record<string, readonly number[]>>> {
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
  const host = await startAnsweringHost();
  host.text = answer;
  const stage = await openStage({ settings: { 'everpair.providers': host.providers } });
  const [opened, shown, rejected]: [number[], number[], number[]] = [[], [], []];
  try {
    const { page } = stage.workbench;
    mkdirSync(path.join(stage.folder, 'src'), { recursive: true });
    writeFileSync(path.join(stage.folder, 'src/long.ts'), before);
    const chat = await stage.workbench.openChat();
    await chat.send('Change it.');
    await chat.lastAnswer().getByRole('button', { name: 'Copy answer' }).waitFor({ timeout: 60_000 });
    const apply = chat.lastAnswer().getByRole('button', { name: 'Apply' });
    const proposed = page
      .locator('.editor.modified .view-line, .modified-in-monaco-diff-editor .view-line')
      .filter({ hasText: 'value * 2' })
      .first();
    const inserted = page
      .locator('.editor.modified .line-insert, .modified-in-monaco-diff-editor .line-insert')
      .first();
    for (let count = 0; count < proposals; count += 1) {
      await apply.scrollIntoViewIfNeeded();
      const pressed = performance.now();
      await apply.click();
      await proposed.waitFor();
      opened.push(performance.now() - pressed);
      await inserted.waitFor();
      shown.push(performance.now() - pressed);
      const key = performance.now();
      await page.keyboard.press('Control+Backspace');
      await soon(
        () => page.locator('.tab', { hasText: 'Proposal: ' }).count(),
        (tabs) => tabs === 0,
      );
      rejected.push(performance.now() - key);
    }
  } finally {
    await stage.close();
    await host.close();
  }
  // The first loads what the others find.
  return {
    'from the press of Apply to both texts side by side, in VS Code': opened.slice(1),
    'from the press of Apply to the marked lines, in VS Code': shown.slice(1),
    'from the key that rejects to the closed tab, in VS Code': rejected.slice(1),
  };
}
