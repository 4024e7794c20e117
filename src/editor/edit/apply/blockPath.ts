/** A path that an answer names, checked. */
export type BlockPath =
  /** Relative to a folder of the workspace, with `/`. */
  | { readonly type: 'relative'; readonly path: string }
  /** `absolute`: from the root of a disk, or an address; `outside`: it leads out of its folder; `odd`: it is no path. */
  | { readonly type: 'refused'; readonly why: 'absolute' | 'outside' | 'odd' };

/** Pure. An answer is not trusted: only a path below a folder of the workspace is taken. */
export function readBlockPath(named: string): BlockPath {
  const plain = named.trim().replaceAll('\\', '/');
  // Characters that no name of a file holds, or that would hide what it is.
  if (plain === '' || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(plain)) return { type: 'refused', why: 'odd' };
  if (/^(?:\/|~|[a-z][a-z\d+.-]*:)/i.test(plain)) return { type: 'refused', why: 'absolute' };
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { type: 'refused', why: 'outside' };
  if (parts.length === 0 || plain.endsWith('/')) return { type: 'refused', why: 'odd' };
  return { type: 'relative', path: parts.join('/') };
}

/** What in a text looks like the name of a file, each once, at most `count`. */
export function fileNamesIn(text: string, count: number): readonly string[] {
  const names = new Set<string>();
  for (const [name] of text.matchAll(/(?:[\w.@-]+\/)*[\w.@-]*\w\.\w{1,10}\b/g)) {
    if (names.size >= count) break;
    names.add(name);
  }
  return [...names];
}
