import type { CodeBlock } from './codeBlock';
import { fencedEnd, openedFence } from './fence';
import { bareEnd } from './bareBlock';
import { blocksByFile } from './blocksByFile';
import { pathInComment, pathInHeading, readInfo } from './pathHint';

/**
 * The code blocks of an answer in Markdown, in order: fences, and search/replace blocks and patches outside of them. One
 * that is for several files becomes several.
 */
export function codeBlocksOf(markdown: string): readonly CodeBlock[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: CodeBlock[] = [];
  /** Where the text since the last block begins: a path above that belongs to the block before. */
  let since = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const fence = openedFence(lines[at] ?? '');
    const end = fence ? fencedEnd(lines, at, fence) : bareEnd(lines, at);
    if (end === undefined) continue;
    const { language, path: named } = readInfo(fence?.info ?? '');
    const inner = fence
      ? lines.slice(at + 1, end.line).map((line) => withoutIndent(line, fence.indent))
      : lines.slice(at, end.line);
    const path =
      named ?? headingPath(lines, since, at) ?? pathInComment(inner.find((line) => line.trim() !== '') ?? '');
    const text = inner.map((line) => `${line}\n`).join('');
    blocks.push(...blocksByFile({ language, text, isClosed: end.isClosed, ...(path === undefined ? {} : { path }) }));
    at = fence ? end.line : end.line - 1;
    since = at + 1;
  }
  return blocks;
}

function withoutIndent(line: string, indent: number): string {
  return line.slice(Math.min(indent, /^ */.exec(line)?.[0].length ?? 0));
}

/** The path in the nearest line above with text in it. */
function headingPath(lines: readonly string[], since: number, at: number): string | undefined {
  for (let index = at - 1; index >= Math.max(since, at - 3); index -= 1) {
    const line = lines[index] ?? '';
    if (line.trim() !== '') return pathInHeading(line);
  }
  return undefined;
}
