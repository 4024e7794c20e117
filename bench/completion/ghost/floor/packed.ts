import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';

/** One answer of the floor extension, in milliseconds since the epoch. */
export interface FloorCall {
  /** Absent in an exercise. */
  readonly place: number | undefined;
  readonly called: number;
  readonly answered: number;
}

const manifest = {
  name: 'everpair-floor',
  displayName: 'Floor',
  publisher: 'everpair',
  version: '1.0.0',
  license: 'MIT',
  engines: { vscode: '^1.106.0' },
  main: './extension.js',
  activationEvents: ['onStartupFinished'],
};

/** Packs the extension into a VSIX in this folder; resolves to its file. */
export async function packFloor(folder: string): Promise<string> {
  const source = path.join(folder, 'floor');
  mkdirSync(source);
  await build({
    entryPoints: [require.resolve('./extension')],
    outfile: path.join(source, 'extension.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  writeFileSync(path.join(source, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(source, '.vscodeignore'), '');
  writeFileSync(path.join(source, 'README.md'), 'An extension that answers at once.\n');
  writeFileSync(path.join(source, 'LICENSE'), 'MIT\n');
  const packagePath = path.join(folder, 'floor.vsix');
  await createVSIX({ cwd: source, packagePath, dependencies: false, allowMissingRepository: true });
  return packagePath;
}
