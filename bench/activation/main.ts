/**
 * How long VS Code says that Everpair takes to activate, next to the extensions it comes with: the packaged extension in
 * fresh windows, read from the editor "Running Extensions".
 *
 *   npm run bench:activation [-- --runs 5]
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../../tools/vscode/childProcess';
import { root, vsixPath } from '../../tools/vscode/folders';
import { openWorkbench } from '../../tools/vscode/openWorkbench';
import { Workbench } from '../../tools/vscode/workbench';
import { median } from '../report/median';

/** Milliseconds by the extension's name, as VS Code shows them. */
type Times = ReadonlyMap<string, number>;

async function activationTimes(): Promise<Times> {
  const opened = await openWorkbench({
    folder: path.join(root, 'samples/hello'),
    vsix: vsixPath,
    // The list keeps in the page only what is on the screen.
    size: { width: 1280, height: 2400 },
  });
  try {
    const workbench = new Workbench(opened.page);
    await workbench.ready();
    await workbench.runCommand('Developer: Show Running Extensions');
    const rows = opened.page.locator('.runtime-extensions-editor .extension');
    await rows.filter({ hasText: 'Everpair' }).first().waitFor();
    const times = new Map<string, number>();
    for (const row of await rows.all()) {
      const [name, text] = await Promise.all([row.locator('.name').innerText(), row.innerText()]);
      const activation = /Activation: (?:.*: )?(\d+)ms/.exec(text)?.[1];
      if (activation !== undefined) times.set(name, Number(activation));
    }
    return times;
  } finally {
    await opened.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
  const all = new Map<string, number[]>();
  for (let index = 0; index < Number(values.runs); index += 1) {
    for (const [name, ms] of await activationTimes()) all.set(name, [...(all.get(name) ?? []), ms]);
  }
  const table = [...all].map(([extension, ms]) => ({
    extension,
    'median ms': median(ms),
    'worst ms': Math.max(...ms),
    windows: ms.length,
  }));
  table.sort((a, b) => a['median ms'] - b['median ms']);
  console.table(table);
  console.log(JSON.stringify({ node: process.version, activation: table }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
