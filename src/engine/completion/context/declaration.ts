/** Lines of a declaration that tell enough. */
export const maxDeclarationLines = 40;

/**
 * How many of the lines belong to the declaration that begins with the first of them, judged by their indentation: all that
 * are further in, and what closes the block. At least one.
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
