import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

/** What is fetched or made once and kept: VS Code builds and their Node, llama-server and its models. */
export const cacheFolder = path.join(root, '.vscode-test');

/** What a test run leaves for a person to look at: screenshots and logs. */
export const resultsFolder = path.join(root, 'test-results');

export const vsixPath = path.join(root, 'everpair.vsix');

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** A fresh folder outside the repository; gone at the latest when this process ends. */
export function temporaryFolder(name: string): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `everpair-${name}-`));
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  return { path: folder, remove };
}

/** A copy of the sample folder to open and change, under the sample's own name. */
export function sampleFolder(): TemporaryFolder {
  const parent = temporaryFolder('sample');
  const folder = path.join(parent.path, 'hello');
  cpSync(path.join(root, 'samples/hello'), folder, { recursive: true });
  return { path: folder, remove: parent.remove };
}
