import { markerOf } from '../searchReplace/markers';

export interface Fence {
  /** Spaces before it, which its lines have too. */
  readonly indent: number;
  readonly bar: string;
  readonly info: string;
}

/** Where a block ends: the line behind its text. */
export interface BlockEnd {
  readonly line: number;
  readonly isClosed: boolean;
}

export function openedFence(line: string): Fence | undefined {
  const match = /^( *)(?:(?:[-*+]|\d+[.)]) +)?(`{3,}|~{3,})(.*)$/.exec(line);
  const [, indent = '', bar = '', info = ''] = match ?? [];
  if (bar === '' || (bar.startsWith('`') && info.includes('`'))) return undefined;
  return { indent: indent.length, bar, info: info.trim() };
}

/**
 * The end of a fence's block. Fences inside a block of Markdown, a search/replace block or a patch are text of the block:
 * models write them with as many backticks as the outer one.
 */
export function fencedEnd(lines: readonly string[], open: number, fence: Fence): BlockEnd {
  const holdsMarkdown = /^(?:markdown|md|mdx|mdc)\b|\.(?:md|mdx|mdc|markdown)$/i.test(fence.info);
  let depth = 0;
  for (let at = open + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    at = endOfSearchReplace(lines, at) ?? endOfPatch(lines, at) ?? at;
    if (isClosing(line, fence)) {
      if (depth === 0) return { line: at, isClosed: true };
      depth -= 1;
    } else if (holdsMarkdown && isOpening(line, fence)) depth += 1;
  }
  return { line: lines.length, isClosed: false };
}

function isClosing(line: string, { indent, bar }: Fence): boolean {
  const match = /^( *)(`{3,}|~{3,})\s*$/.exec(line);
  const closing = match?.[2] ?? '';
  return closing.startsWith(bar) && (match?.[1]?.length ?? 0) <= indent + 3;
}

function isOpening(line: string, { bar }: Fence): boolean {
  const opened = openedFence(line);
  return opened !== undefined && opened.bar.startsWith(bar) && opened.info !== '';
}

/** The last line of a search/replace block that begins here and is whole. */
function endOfSearchReplace(lines: readonly string[], at: number): number | undefined {
  if (markerOf(lines[at] ?? '')?.kind !== 'search') return undefined;
  for (let index = at + 1; index < lines.length; index += 1) {
    const kind = markerOf(lines[index] ?? '')?.kind;
    if (kind === 'replace') return index;
    if (kind === 'search') return undefined;
  }
  return undefined;
}

/** The last line of a patch of the apply-patch form that begins here and is whole. */
function endOfPatch(lines: readonly string[], at: number): number | undefined {
  if (!/^\s*\*\*\* Begin Patch\s*$/.test(lines[at] ?? '')) return undefined;
  for (let index = at + 1; index < lines.length; index += 1) {
    if (/^\s*\*\*\* End Patch\s*$/.test(lines[index] ?? '')) return index;
    if (/^\s*\*\*\* Begin Patch\s*$/.test(lines[index] ?? '')) return undefined;
  }
  return undefined;
}
