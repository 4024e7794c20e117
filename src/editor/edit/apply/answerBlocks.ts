import { blocksByFile, type CodeBlock, codeBlocksOf } from '../../../engine/edit';

/** A code block as the page shows it. */
export interface ShownBlock {
  readonly text: string;
  /** Blocks of the same text before it in the answer. */
  readonly before: number;
}

/** What of an answer can be applied. */
export interface Applicable {
  /** Code blocks that may be for files, and are whole. */
  readonly blocks: number;
  /** The last block was cut off. */
  readonly isCut: boolean;
}

/** Languages of what is typed into a terminal or comes out of it. */
const terminalLanguages: ReadonlySet<string> = new Set(
  'bash sh shell zsh fish console terminal shell-session powershell ps1 pwsh bat cmd'.split(' '),
);
/** Languages of what is shown and belongs into no file. */
const outputLanguages: ReadonlySet<string> = new Set('text txt plaintext output log mermaid'.split(' '));

/** Pure. */
export function applicableOf(answer: string): Applicable {
  const blocks = codeBlocksOf(answer);
  return {
    blocks: blocks.filter((block) => block.isClosed && isForFile(block)).length,
    isCut: blocks.at(-1)?.isClosed === false,
  };
}

/** The blocks of an answer that may be for files. One that names its file is. */
export function blocksForFiles(answer: string): readonly CodeBlock[] {
  return codeBlocksOf(answer).filter(isForFile);
}

/** What the host finds in the answer for a block that the page shows: one block for each file. */
export function blocksShownAs(answer: string, { text, before }: ShownBlock): readonly CodeBlock[] {
  const parts = blocksByFile({ language: '', text: `${text}\n`, isClosed: true });
  const all = codeBlocksOf(answer);
  const isAt = (at: number): boolean => parts.every((part, index) => isSame(part, all[at + index]));
  const places = all.flatMap((_, at) => (isAt(at) ? [at] : []));
  const at = places[before] ?? places[0];
  return at === undefined ? parts : all.slice(at, at + parts.length);
}

function isForFile({ language, path }: CodeBlock): boolean {
  return path !== undefined || !(terminalLanguages.has(language) || outputLanguages.has(language));
}

/** Page and host read containers and indentation each in its way. */
function isSame(a: CodeBlock, b: CodeBlock | undefined): boolean {
  return b !== undefined && a.text.replace(/\s+/g, '') === b.text.replace(/\s+/g, '');
}
