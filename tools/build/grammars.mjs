// Compresses the grammars of the completions' syntax into dist/grammars: as they are they would treble the VSIX.
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const { resolve } = createRequire(import.meta.url);
const compress = promisify(brotliCompress);

const languages = ['typescript', 'tsx', 'python', 'go', 'rust', 'java', 'cpp', 'c-sharp', 'ruby', 'php'];

/** The files by the name under which the extension asks for them. */
const sources = {
  runtime: resolve('web-tree-sitter/web-tree-sitter.wasm'),
  ...Object.fromEntries(
    languages.map((name) => [name, resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`)]),
  ),
};

/** Copies them into dist/, compressed once (it takes a minute); resolves to sizes in bytes by path, and to the sources. */
export async function writeGrammars(root) {
  const folder = path.join(root, 'dist/grammars');
  const cache = path.join(root, 'node_modules/.cache/grammars');
  for (const each of [folder, cache]) mkdirSync(each, { recursive: true });
  const sizes = await Promise.all(
    Object.entries(sources).map(async ([name, source]) => {
      const target = path.join(folder, `${name}.wasm.br`);
      const cached = path.join(cache, `${name}.wasm.br`);
      if (!existsSync(cached) || statSync(cached).mtimeMs < statSync(source).mtimeMs) {
        writeFileSync(cached, await compress(readFileSync(source), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }));
      }
      copyFileSync(cached, target);
      return [path.relative(root, target), statSync(target).size];
    }),
  );
  const inputs = Object.fromEntries(Object.values(sources).map((source) => [path.relative(root, source), {}]));
  return { sizes: Object.fromEntries(sizes), inputs };
}
