import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** What VS Code calls inside its extension host; every `*.test.js` beside this bundle is a suite. */
export async function run(): Promise<void> {
  const report = process.env['EVERPAIR_REPORT'] ?? '';
  // The console of an extension host carries much that has nothing to do with the tests.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => appendFileSync(report, `${format(...args)}\n`);
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    forbidOnly: true,
    // A path instead of an import: the reporter then shares this run's Mocha.
    reporter: process.env['EVERPAIR_REPORTER'],
  });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
