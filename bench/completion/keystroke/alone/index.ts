import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { run } from '../../../../tools/vscode/childProcess';
import { temporaryFolder } from '../../../../tools/vscode/folders';

/**
 * Milliseconds of each of so many keys, in a process that does nothing else, with the code bundled as the extension's is:
 * what runs the sources of this bench wraps each function, and looking at the heap throws compiled code away.
 */
export async function measureAlone(keys: number): Promise<readonly number[]> {
  const folder = temporaryFolder('alone');
  const bundle = path.join(folder.path, 'main.js');
  const report = path.join(folder.path, 'costs.json');
  try {
    await build({
      entryPoints: [require.resolve('./main')],
      outfile: bundle,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'warning',
    });
    await run(process.execPath, [bundle, String(keys), report]);
    return JSON.parse(readFileSync(report, 'utf8')) as readonly number[];
  } finally {
    folder.remove();
  }
}
