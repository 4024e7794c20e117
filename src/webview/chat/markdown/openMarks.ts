/**
 * The last block of a growing answer with what is still open closed for show: "**bo" as bold, "`co" as code, a link
 * whose address is being written as its text. Without it a reader sees marks flash up and vanish. Code stays as it
 * is.
 */
export function closeOpenMarks(block: string): string {
  if (/^\s*(?:[-*+>]|\d+[.)])?\s*(?:`{3,}|~{3,})/m.test(block)) return block;
  const lines = block.split('\n');
  const last = lines.pop() ?? '';
  const linked = last.replace(/!?\[([^\]\n]*)\]\([^()\s]*$/, '$1').replace(/!?\[([^\]\n]*)$/, '$1');
  return [...lines, closed(linked)].join('\n');
}

function closed(line: string): string {
  const ticks = /(?<!`)`(?!`)/g;
  const isInsideCode = (line.match(ticks)?.length ?? 0) % 2 === 1;
  if (isInsideCode) return /`\s*$/.test(line) ? line.replace(/`\s*$/, '') : `${line}\``;
  const outside = line.replace(/`[^`]*`/g, '');
  const isInsideBold = (outside.match(/\*\*/g)?.length ?? 0) % 2 === 1;
  if (!isInsideBold) return line;
  return /\*\*\s*$/.test(line) ? line.replace(/\*\*\s*$/, '') : `${line.trimEnd().replace(/\*$/, '')}**`;
}
