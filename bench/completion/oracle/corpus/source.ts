import { readFileSync } from 'node:fs';
import path from 'node:path';
import { debianCorpus } from './debian';
import { folderOf } from './fetch';
import { npmCorpus } from './npm';
import type { CorpusFile, Package } from './package';

/** Every package whose files are read. */
export const corpus: readonly Package[] = [...npmCorpus, ...debianCorpus];

/** Lines of a file that are read at most: some are of thousands. */
const mostLines = 1_500;

/** A file of the corpus. */
export interface Source {
  readonly path: string;
  readonly languageId: string;
  readonly lines: readonly string[];
}

/** Reads a file as an editor that trims lines would have it: what a perfect model writes has no space at its lines' ends. */
export function readSource(each: Package, { path: file, languageId }: CorpusFile): Source {
  const text = readFileSync(path.join(folderOf(each), file), 'utf8');
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(0, mostLines);
  return { path: `${each.name}/${file}`, languageId, lines: lines.map((line) => line.trimEnd()) };
}
