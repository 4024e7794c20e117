import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { GrammarLoader } from '../../../engine/completion';

const decompress = promisify(brotliDecompress);

/** Reads grammars from the folder of the build. They are compressed, since they are large and most are never needed. */
export function grammarFiles(folder: string): GrammarLoader {
  return async (name) => decompress(await readFile(path.join(folder, `${name}.wasm.br`)));
}
