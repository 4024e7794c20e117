/**
 * Takes the pictures of docs/images again, light and dark, of the packaged extension in a real VS Code with the outage lab
 * as its providers: `npm run screenshots`.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { soon } from '../tools/vscode/soon';
import { openStage, type Stage } from '../tools/vscode/stage';
import { run } from '../tools/vscode/childProcess';
import { root } from '../tools/vscode/folders';

const images = path.join(root, 'docs/images');
const themes = ['dark', 'light'] as const;

/** Fonts as on a developer's machine, where they are there. */
const settings = {
  'editor.fontFamily': "'JetBrains Mono', monospace",
  'editor.minimap.enabled': false,
  'window.commandCenter': false,
  'workbench.reduceMotion': 'on',
};

/** `of`: a part of the window instead of all of it, with a margin around it, and no higher than `height`; pixels. */
type Shoot = (name: string, of?: Locator, margin?: number, height?: number) => Promise<void>;
type Scene = (stage: Stage, shoot: Shoot) => Promise<void>;

const failover: Scene = async ({ workbench, lab }, shoot) => {
  await workbench.openFile('basket.ts');
  await workbench.goToLineEnd(15);
  const chat = await workbench.openChat();
  await lab.break('anthropic', 'cut', { after: 42 });
  await chat.send('What should discount() return for a basket of 60 euros?');
  await soon(
    () => chat.lastAnswer().innerText(),
    (text) => text.includes('real outage') && text.includes('attempts'),
    30_000,
  );
  await chat.conversation.press('Home');
  await chat.messageBox.focus();
  await fadedIn(workbench);
  await shoot('chat');
};

/** What VS Code shows over the window fades in. */
function fadedIn({ page }: Stage['workbench']): Promise<void> {
  return page.waitForTimeout(500);
}

const statusBar: Scene = async ({ workbench }, shoot) => {
  const hover = await workbench.statusHover();
  await fadedIn(workbench);
  await shoot('status-hover', hover, 48);
};

const picker: Scene = async ({ workbench }, shoot) => {
  await workbench.statusItem().first().click();
  await workbench.rows().first().waitFor();
  await fadedIn(workbench);
  await shoot('picker', workbench.quickInput(), 24);
  await workbench.press('Escape');
};

const ghostText: Scene = async (stage, shoot) => {
  const { workbench } = stage;
  await stage.heal();
  await workbench.openFile('greet.js');
  await workbench.goToLineEnd(8);
  await workbench.press('Enter');
  await soon(
    () => workbench.page.locator('.statusbar-item', { hasText: /^Ln / }).innerText(),
    (text) => text.startsWith('Ln 9,'),
  );
  await workbench.type('function saluer(nom, heure) {');
  await soon(
    async () => (await workbench.ghostText().allTextContents()).join(''),
    (text) => text.includes('Claude'),
  );
  await shoot('ghost-text', workbench.page.locator('.editor-instance').first(), 0, 320);
};

const inlineEdit: Scene = async ({ workbench }, shoot) => {
  await workbench.openFile('basket.ts');
  await workbench.goToLineEnd(9);
  await workbench.press('Home');
  for (let lines = 0; lines < 3; lines += 1) await workbench.press('Shift+ArrowDown');
  await workbench.press('Control+Shift+Alt+E');
  const instruction = workbench.quickInput().locator('input[type=text]');
  await instruction.fill('replace item by thing');
  await instruction.press('Enter');
  await workbench.page.locator('.codelens-decoration a').first().waitFor();
  await workbench.page.mouse.move(0, 0);
  await fadedIn(workbench);
  await shoot('inline-edit', workbench.page.locator('.editor-instance').first(), 84, 380);
  await workbench.press('Escape');
  await workbench.page.locator('.codelens-decoration a').first().waitFor({ state: 'detached' });
};

const completionOptions: Scene = async ({ workbench }, shoot) => {
  await workbench.press('Escape');
  await workbench.page.mouse.move(0, 0);
  await workbench.runCommand('Everpair: Inline Completion Options…');
  await workbench.page.mouse.move(0, 0);
  await workbench.rows().first().waitFor();
  await fadedIn(workbench);
  await shoot('completion-options', workbench.quickInput(), 24);
  await workbench.press('Escape');
};

async function main(): Promise<void> {
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
  mkdirSync(images, { recursive: true });
  for (const theme of themes) {
    const stage = await openStage({ theme, settings, size: { width: 1240, height: 760 }, scale: 2 });
    try {
      const { page } = stage.workbench;
      for (const scene of [inlineEdit, failover, statusBar, picker, ghostText, completionOptions]) {
        await scene(stage, async (name, of, margin = 0, height = Infinity) => {
          const box = await of?.boundingBox();
          const view = page.viewportSize() ?? { width: Infinity, height: Infinity };
          const clip = box && around({ ...box, height: Math.min(box.height, height) }, margin, view);
          const picture = await page.screenshot(clip ? { clip } : {});
          // They are most of what the extension's page weighs, and a window has few colours.
          const plain = await sharp(picture).png({ palette: true, effort: 10 }).toBuffer();
          await sharp(plain)
            .webp({ lossless: true, effort: 6 })
            .toFile(path.join(images, `${name}-${theme}.webp`));
        });
      }
    } finally {
      await stage.close();
    }
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function around({ x, y, width, height }: Box, margin: number, view: Pick<Box, 'width' | 'height'>): Box {
  const [left, top] = [Math.max(0, x - margin), Math.max(0, y - margin)];
  return {
    x: left,
    y: top,
    width: Math.min(view.width, x + width + margin) - left,
    height: Math.min(view.height, y + height + margin) - top,
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
