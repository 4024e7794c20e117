/** The text of a region in an answer, as far as it has come. */
export interface RegionText {
  /** Whole lines, without ends. */
  readonly lines: readonly string[];
  /** The mark that ends it has come. */
  readonly isClosed: boolean;
}

/**
 * Undefined while the mark that begins it has not come, and where more than one begins: nothing says which counts. A line
 * that is still being written does not count.
 */
export function regionText(answer: string, mark: string): RegionText | undefined {
  const text = answer.replaceAll('\r\n', '\n');
  const begins = openingEnd(text, mark);
  if (begins === undefined) return undefined;
  const rest = text.slice(begins);
  const ends = rest.lastIndexOf(`</${mark}>`);
  if (ends !== -1) return { lines: linesBetween(rest.slice(0, ends)), isClosed: true };
  const lastEnd = rest.lastIndexOf('\n');
  return { lines: lastEnd === -1 ? [] : linesBetween(rest.slice(0, lastEnd + 1)), isClosed: false };
}

/** A mark on a line of its own counts before one that prose speaks of. */
function openingEnd(text: string, mark: string): number | undefined {
  const opening = `<${mark}>`;
  const own = [...text.matchAll(new RegExp(`^[ \\t]*${opening}[ \\t]*$`, 'gm'))];
  if (own.length > 1) return undefined;
  if (own[0]) return own[0].index + own[0][0].length;
  const at = text.indexOf(opening);
  return at === -1 || at !== text.lastIndexOf(opening) ? undefined : at + opening.length;
}

/** The ends of line next to the marks belong to the marks. A mark that is indented has spaces before it. */
function linesBetween(between: string): readonly string[] {
  const text = between.replace(/^[ \t]*\n/, '');
  if (text.trim() === '' && !text.includes('\n')) return [];
  return text.replace(/\n[ \t]*$/, '').split('\n');
}
