/** Lines that are enough to understand a declaration. */
export const maxDeclarationLines = 40;

/**
 * Number of lines that belong to the declaration on the first line, by their indentation: deeper lines, and the line
 * that closes the block. At least 1.
 */
export function declarationHeight(lines: readonly string[]): number {
  const margin = indentChars(lines[0] ?? '');
  let height = 1;
  for (const [index, line] of lines.slice(0, maxDeclarationLines).entries()) {
    if (index === 0 || line.trim() === '') continue;
    const indent = indentChars(line);
    const goesOn = indent === margin && /^\s*(?:[)\]}{]|end\b)/.test(line);
    if (indent <= margin && !goesOn) break;
    height = index + 1;
    if (goesOn && !/[({[:]\s*$/.test(line)) break;
  }
  return height;
}

function indentChars(line: string): number {
  return line.length - line.trimStart().length;
}
