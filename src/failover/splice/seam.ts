/**
 * Where a broken-off answer is taken up again: `kept` + `tail` is the text shown so far. The continuing model is shown
 * `kept` without its trailing white space and writes `tail` anew, because a word cut in two cannot be continued by a
 * model that begins its turn with a whole word.
 */
export interface Seam {
  readonly kept: string;
  /** White space at the end of `kept`. */
  readonly gap: string;
  /** The last, perhaps unfinished word; empty when the text ends between words or in a script without spaces. */
  readonly tail: string;
}

/** Longer than any word worth writing again: base64, minified code, scripts without spaces. */
const longestTail = 40;

/** Pure. A half surrogate pair at the end is dropped: its other half will never come. */
export function seamOf(partial: string): Seam {
  const text = partial.replace(/[\uD800-\uDBFF]$/, '');
  const tail = /\S*$/.exec(text)?.[0] ?? '';
  if (tail.length > longestTail || tail.length === text.length) return { kept: text, gap: '', tail: '' };
  const kept = text.slice(0, text.length - tail.length);
  return { kept, gap: /\s*$/.exec(kept)?.[0] ?? '', tail };
}

/** Whether the text ends inside a fenced code block. */
export function insideFence(text: string): boolean {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (fence.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}
