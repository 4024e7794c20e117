import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';

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

/** An extension that a benchmark compares with. */
interface Floor {
  /** Its module, a path without a suffix. */
  readonly entry: string;
  readonly contributes?: object;
}

/** Packs the extension into a VSIX in this folder; resolves to its file. */
export async function packFloor(folder: string, { entry, contributes = {} }: Floor): Promise<string> {
  const source = path.join(folder, 'floor');
  mkdirSync(source);
  await build({
    entryPoints: [require.resolve(entry)],
    outfile: path.join(source, 'extension.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  writeFileSync(path.join(source, 'package.json'), JSON.stringify({ ...manifest, contributes }));
  writeFileSync(path.join(source, '.vscodeignore'), '');
  writeFileSync(path.join(source, 'README.md'), 'An extension that answers at once.\n');
  writeFileSync(path.join(source, 'LICENSE'), 'MIT\n');
  const packagePath = path.join(folder, 'floor.vsix');
  await createVSIX({ cwd: source, packagePath, dependencies: false, allowMissingRepository: true });
  return packagePath;
}
