import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root, temporaryFolder } from '../../scripts/host/folders';
import { runSuite } from '../../scripts/host/suite';

const out = path.join(root, 'out/integration');

async function bundle(): Promise<void> {
  const suites = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts'));
  rmSync(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['index.ts', ...suites].map((file) => path.join(__dirname, file)),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function main(): Promise<void> {
  await bundle();
  const workspace = temporaryFolder('workspace');
  cpSync(path.join(root, 'samples/hello'), workspace.path, { recursive: true });
  const passed = await runSuite({
    testsFile: path.join(out, 'index.js'),
    extensionFolder: process.env['EXT'] ?? root,
    folder: workspace.path,
    settings: {},
    env: {
      EVERPAIR_REPORTER: path.join(root, 'scripts/tally.cjs'),
      EVERPAIR_TALLY: process.env['EVERPAIR_TALLY'] ?? '',
    },
    limit: 10 * 60_000,
    say: console.log,
  });
  process.exitCode = passed ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
