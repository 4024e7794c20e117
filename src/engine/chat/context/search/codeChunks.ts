/** A run of lines of a file; lines count from 0 and both ends belong to it. */
export interface CodeChunk {
  readonly first: number;
  readonly last: number;
}

/** Lines. Shorter ones are joined with what follows, longer ones are divided. */
const leastLines = 5;
const mostLines = 60;

/** Divides a file where a line at the left margin follows an empty or an indented one: mostly between declarations. */
export function codeChunks(lines: readonly string[]): readonly CodeChunk[] {
  const chunks: CodeChunk[] = [];
  let first = 0;
  lines.forEach((line, index) => {
    const length = index - first;
    if (length >= mostLines || (length >= leastLines && isBoundary(lines[index - 1] ?? '', line))) {
      chunks.push({ first, last: index - 1 });
      first = index;
    }
  });
  if (first < lines.length) chunks.push({ first, last: lines.length - 1 });
  return chunks;
}

function isBoundary(before: string, line: string): boolean {
  if (line.trim() === '' || /^[\s)\]}]/.test(line)) return false;
  return before.trim() === '' || /^\s/.test(before) || /^[)\]}]/.test(before);
}
