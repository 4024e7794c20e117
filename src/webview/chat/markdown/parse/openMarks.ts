/** Open marks are closed in last lines up to this length only. */
const maxLineChars = 2_000;

const fenceLine = /^[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]*)?(?:`{3}|~{3})/m;

/**
 * Closes the open marks of the last block of a growing answer: "**bo" is shown as bold, "`co" as code, and a link with an
 * incomplete address as its text. Otherwise marks would flash up and vanish. Code blocks stay as they are.
 */
export function closeOpenMarks(block: string): string {
  const start = block.lastIndexOf('\n') + 1;
  if (block.length - start > maxLineChars || fenceLine.test(block)) return block;
  return block.slice(0, start) + closed(withoutOpenLink(block.slice(start)));
}

function withoutOpenLink(line: string): string {
  const bracket = line.lastIndexOf('[');
  if (bracket < 0) return line;
  const label = /^\[([^\]]*)(?:\]\([^()\s]*)?$/.exec(line.slice(bracket))?.[1];
  if (label === undefined) return line;
  return line.slice(0, line[bracket - 1] === '!' ? bracket - 1 : bracket) + label;
}

function closed(line: string): string {
  const isInsideCode = (line.match(/(?<!`)`(?!`)/g)?.length ?? 0) % 2 === 1;
  const end = line.trimEnd();
  if (isInsideCode) return end.endsWith('`') ? end.slice(0, -1) : `${line}\``;
  const outside = line.replace(/`[^`]*`/g, '');
  const isInsideBold = (outside.match(/\*\*/g)?.length ?? 0) % 2 === 1;
  if (!isInsideBold) return line;
  return end.endsWith('**') ? end.slice(0, -2) : `${end.replace(/\*$/, '')}**`;
}
