/** The words between white space, for tables that read like a page. */
export function list(table: string): readonly string[] {
  return table.trim().split(/\s+/);
}

/** One of the patterns, which have `\s` for a space. */
export function anyOf(table: string): string {
  return `(?:${list(table).join('|')})`;
}
