/** Names of files in a table: a comma or the end of a line parts them. */
export function names(table: string): readonly string[] {
  return table
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
