import { run } from '../../tools/vscode/childProcess';
import { root } from '../../tools/vscode/folders';

/** Mocha calls it once before all suites: they drive what a user would install. */
export async function mochaGlobalSetup(): Promise<void> {
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
}
