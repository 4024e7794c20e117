import { patchParts } from '../patch/patchParts';
import { readSearchReplace } from '../searchReplace/searchReplace';
import type { CodeBlock } from './codeBlock';

/** A block that is for several files, parted; one for each file in the order in which they come, and itself where it is for one. */
export function blocksByFile(block: CodeBlock): readonly CodeBlock[] {
  const parts = patchParts(block.text) ?? searchReplaceParts(block);
  if (parts.length === 0) return [block];
  return parts.map(({ path, text }) => ({ ...block, ...(path === undefined ? {} : { path }), text }));
}

interface Part {
  readonly path: string | undefined;
  readonly text: string;
}

function searchReplaceParts({ path, text }: CodeBlock): readonly Part[] {
  const lines = text.split(/\r?\n/);
  const parts = new Map<string | undefined, string[]>();
  for (const section of readSearchReplace(lines) ?? []) {
    const name = section.path ?? path;
    const part = parts.get(name) ?? [];
    parts.set(name, part);
    part.push(...lines.slice(section.from, section.to));
  }
  return [...parts].map(([name, own]) => ({ path: name, text: own.map((line) => `${line}\n`).join('') }));
}
