/** The files of a folder as a tree, an indented line for each folder and file. Paths are relative to the workspace. */
export function folderListing(folder: string, paths: readonly string[]): string {
  const prefix = `${folder.replace(/\/$/, '')}/`;
  const lines = [prefix];
  let open: readonly string[] = [];
  const inside = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('/'));
  inside.sort((a, b) => compare(a, b));
  for (const parts of inside) {
    const folders = parts.slice(0, -1);
    let known = 0;
    while (known < folders.length && folders[known] === open[known]) known += 1;
    for (let level = known; level < folders.length; level += 1)
      lines.push(`${'  '.repeat(level + 1)}${folders[level] ?? ''}/`);
    lines.push(`${'  '.repeat(parts.length)}${parts.at(-1) ?? ''}`);
    open = folders;
  }
  return lines.join('\n');
}

/** Files of a folder before the folders in it. */
function compare(a: readonly string[], b: readonly string[]): number {
  for (let level = 0; level < Math.min(a.length, b.length); level += 1) {
    const isFile = [a, b].map((parts) => level === parts.length - 1);
    if (isFile[0] !== isFile[1]) return isFile[0] === true ? -1 : 1;
    const order = (a[level] ?? '').localeCompare(b[level] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
