/**
 * Opens a VS Code with the extension in it, lets a script act in it, and takes a picture:
 *
 *   npx tsx scripts/look.ts [--folder samples/hello] [--theme dark|light|high-contrast|high-contrast-light]
 *     [--vsix everpair.vsix | --extension .] [--settings settings.json] [--size 1280x800] [--scale 1]
 *     [--do act.ts] [--out picture.png]
 *
 * `act.ts` exports by default `async ({ workbench, page, server }) => { … }`; see tools/vscode/workbench.ts for what
 * `workbench` can do. The extension runs from dist/ where no VSIX is named: build first.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { Workbench } from '../tools/vscode/workbench';
import { root } from '../tools/vscode/folders';
import type { VsCodeServer } from '../tools/vscode/vscodeServer';
import { openWorkbench, type Theme } from '../tools/vscode/openWorkbench';

export interface Stage {
  readonly workbench: Workbench;
  readonly page: Page;
  readonly server: VsCodeServer;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: path.join(root, 'samples/hello') },
      theme: { type: 'string', default: 'dark' },
      vsix: { type: 'string' },
      extension: { type: 'string', default: root },
      settings: { type: 'string' },
      size: { type: 'string', default: '1280x800' },
      scale: { type: 'string', default: '1' },
      do: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [width = 1280, height = 800] = values.size.split('x').map(Number);
  const settings =
    values.settings === undefined
      ? {}
      : (JSON.parse(readFileSync(values.settings, 'utf8')) as Readonly<Record<string, unknown>>);
  const opened = await openWorkbench({
    folder: path.resolve(values.folder),
    ...(values.vsix === undefined
      ? { extensionFolder: path.resolve(values.extension) }
      : { vsix: path.resolve(values.vsix) }),
    theme: values.theme as Theme,
    settings,
    size: { width, height },
    scale: Number(values.scale),
    say: console.log,
  });
  try {
    const workbench = new Workbench(opened.page);
    await workbench.ready();
    if (values.do !== undefined) {
      const script = (await import(pathToFileURL(path.resolve(values.do)).href)) as {
        default: ((stage: Stage) => Promise<void>) | { default: (stage: Stage) => Promise<void> };
      };
      const act = typeof script.default === 'function' ? script.default : script.default.default;
      await act({ workbench, page: opened.page, server: opened.server });
    }
    if (values.out !== undefined) await opened.page.screenshot({ path: values.out });
  } finally {
    await opened.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
