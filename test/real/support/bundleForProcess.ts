import path from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles what a process of a test needs of the sources; returns the path. `contents`: what it exports, from the root of the project. */
export function bundleForProcess(folder: string, name: string, contents: string): string {
  const outfile = path.join(folder, `${name}.cjs`);
  buildSync({
    stdin: { contents, resolveDir: process.cwd() },
    ...{ outfile, bundle: true, platform: 'node', format: 'cjs' },
  });
  return outfile;
}
