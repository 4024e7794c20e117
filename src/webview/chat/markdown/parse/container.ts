/** A list item or a quotation that is longer than one window. */
export type Container =
  | { readonly type: 'item'; readonly indent: number }
  /** Lines that begin with `>`. */
  | { readonly type: 'quote' };

/** The inside of a container, and where each place of it stands in the source. */
export interface Inside {
  readonly text: string;
  /** Characters of source that belong to the container. */
  readonly length: number;
  /** From a place in `text` to one in the source. */
  readonly sourceOf: (at: number) => number;
}

/** `isInLine`: the source begins in the middle of a line; the part before it was read earlier. */
export function insideOf(source: string, container: Container | undefined, isInLine: boolean): Inside {
  if (!container) return { text: source, length: source.length, sourceOf: (at) => at };
  const shifts: { readonly inside: number; readonly source: number }[] = [];
  let [text, at] = ['', 0];
  while (at < source.length) {
    const next = source.indexOf('\n', at) + 1 || source.length;
    const line = source.slice(at, next);
    const prefix = at === 0 && isInLine ? 0 : prefixLength(line, container);
    if (prefix === undefined) break;
    shifts.push({ inside: text.length, source: at + prefix });
    text += line.slice(prefix);
    at = next;
  }
  const sourceOf = (place: number): number => {
    if (place >= text.length) return at;
    const index = shifts.findLastIndex(({ inside }) => inside <= place);
    const line = shifts[index];
    if (!line) return place;
    // A line starts before its prefix: the prefix belongs to the reader of the line.
    if (line.inside === place) return index === 0 ? 0 : source.lastIndexOf('\n', line.source - 1) + 1;
    return line.source + place - line.inside;
  };
  return { text, length: at, sourceOf };
}

/** Characters of a line that belong to the container; undefined when the line does not. */
function prefixLength(line: string, container: Container): number | undefined {
  if (container.type === 'quote') return /^ {0,3}> ?/.exec(line)?.[0].length;
  if (line.trim() === '') return Math.min(container.indent, line.length - (line.endsWith('\n') ? 1 : 0));
  const spaces = /^[ \t]*/.exec(line)?.[0] ?? '';
  if (spaces.startsWith('\t')) return 1;
  return spaces.length >= container.indent ? container.indent : undefined;
}
