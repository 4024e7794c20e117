import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { run } from '../../../tools/vscode/childProcess';
import { root, temporaryFolder } from '../../../tools/vscode/folders';
import { runSuite } from '../../../tools/vscode/suite';
import type { Measured } from './host/measured';

const manifest = {
  name: 'everpair-keystroke',
  publisher: 'everpair',
  version: '1.0.0',
  engines: { vscode: '^1.106.0' },
  main: './extension.js',
};

const limit = 15 * 60_000;

/** Types so many statements at each place of each file in a real extension host, where Everpair's sources are alone. */
export async function measureInHost(statements: number): Promise<readonly Measured[]> {
  // For the grammars and the parser.
  await run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  const extension = temporaryFolder('keystroke');
  const workspace = temporaryFolder('typing');
  const report = path.join(extension.path, 'report.json');
  mkdirSync(path.join(extension.path, 'suite'));
  writeFileSync(path.join(extension.path, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(extension.path, 'extension.js'), 'exports.activate = () => undefined;\n');
  const testsFile = path.join(extension.path, 'suite/index.js');
  await build({
    entryPoints: [require.resolve('./host/index')],
    outfile: testsFile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    logLevel: 'warning',
  });
  try {
    const ended = await runSuite({
      testsFile,
      extensionFolder: extension.path,
      folder: workspace.path,
      settings: {
        'files.autoSave': 'off',
        'editor.quickSuggestions': { other: 'off', strings: 'off' },
      },
      env: {
        EVERPAIR_REPORT: report,
        EVERPAIR_STATEMENTS: String(statements),
        EVERPAIR_GRAMMARS: path.join(root, 'dist/grammars'),
      },
      // What others do in the same process at the same time would be counted as Everpair's.
      builtInExtensions: ['typescript-basics', 'theme-defaults'],
      limit,
      say: console.log,
    });
    if (!ended) throw new Error('The suite in the extension host did not come to its end.');
    return JSON.parse(readFileSync(report, 'utf8')) as readonly Measured[];
  } finally {
    workspace.remove();
    extension.remove();
  }
}
