/** Functions of five lines each, all different. */
export function numberedText(lines: number): string {
  return Array.from({ length: Math.ceil(lines / 5) }, (_, index) =>
    [
      `export function step${index}(value: number): number {`,
      `  const next = value + ${index};`,
      `  if (next > ${index * 7}) return next;`,
      `  return step${Math.max(0, index - 1)}(next);`,
      '}',
      '',
    ].join('\n'),
  ).join('');
}

/** Three lines of each function are others. */
export function changedText(text: string): string {
  return text
    .replaceAll(' const next = value + ', ' const next = value * 2 + ')
    .replaceAll(' if (next > ', ' if (next >= ')
    .replaceAll('(next);', '(next - 1);');
}

/** Lines of a text in which so many are changed. */
export function linesFor(changed: number): number {
  return Math.ceil(changed / 3) * 5;
}
