import type { Indentation } from '../request/editSource';

/**
 * New lines with the indentation of the file. Changed only where it is certain: all lines of the region are indented and no
 * new one is, or the file is indented by one kind of white space and the new lines by the other.
 */
export function withIndentation(
  lines: readonly string[],
  region: readonly string[],
  file: { readonly lines: readonly string[]; readonly indentation: Indentation },
): readonly string[] {
  const same = withKind(lines, file.lines, file.indentation);
  const lost = commonIndent(region);
  if (lost === '' || commonIndent(same) !== '' || same.every((line) => line.trim() === '')) return same;
  // A line that is as it was shows that the others mean their indentation.
  if (same.some((line) => line.startsWith(lost) && region.includes(line))) return same;
  return same.map((line) => (line.trim() === '' ? line : lost + line));
}

/** White space that every line with text begins with. */
function commonIndent(lines: readonly string[]): string {
  let common: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    common ??= indent;
    while (!indent.startsWith(common)) common = common.slice(0, -1);
  }
  return common ?? '';
}

function withKind(lines: readonly string[], file: readonly string[], indentation: Indentation): readonly string[] {
  const byTabs = (line: string): boolean => line.startsWith('\t');
  const bySpaces = (line: string): boolean => /^ {2,}\S/.test(line);
  if (indentation.type === 'spaces') {
    if (file.some(byTabs) || !lines.some(byTabs)) return lines;
    return lines.map((line) => withIndent(line, (indent) => indent.replaceAll('\t', ' '.repeat(indentation.size))));
  }
  if (!file.some(byTabs) || file.some(bySpaces) || lines.some(byTabs)) return lines;
  const widths = lines.filter(bySpaces).map((line) => indentOf(line).length);
  const step = Math.min(...widths);
  if (widths.length === 0 || widths.some((width) => width % step !== 0)) return lines;
  return lines.map((line) => withIndent(line, (indent) => '\t'.repeat(Math.round(indent.length / step))));
}

function withIndent(line: string, change: (indent: string) => string): string {
  const indent = indentOf(line);
  return change(indent) + line.slice(indent.length);
}

function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}
