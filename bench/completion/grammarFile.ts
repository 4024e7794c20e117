import { readFile } from 'node:fs/promises';

/** A grammar of the syntax, or its `runtime`, from the packages that the extension takes them from. */
export function readGrammar(name: string): Promise<Uint8Array> {
  const file =
    name === 'runtime'
      ? 'web-tree-sitter/web-tree-sitter.wasm'
      : `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`;
  return readFile(require.resolve(file));
}
