import { run } from '../../tools/vscode/childProcess';
import { root } from '../../tools/vscode/folders';

/** Mocha calls it once before all suites: they drive what a user would install. Who runs several processes has packed it before. */
export async function mochaGlobalSetup(): Promise<void> {
  if (process.env.EVERPAIR_PART !== undefined) return;
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
}
