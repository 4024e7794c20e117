/**
 * Where a broken-off answer is taken up again: `kept` + `tail` is the text shown so far. The continuing model is shown
 * `kept` without its trailing white space and writes `tail` anew, because a word cut in two cannot be continued by a
 * model that begins its turn with a whole word.
 */
export interface CutPoint {
  readonly kept: string;
  /** White space at the end of `kept`. */
  readonly gap: string;
  /** The last, perhaps unfinished word; empty when the text ends between words or in a script without spaces. */
  readonly tail: string;
}

/** Characters of the text shown so far that the continuing model is asked to begin with. */
const anchorLength = 60;
/** An anchor of whole words is no shorter: a list mark alone can be found neither by the model nor when it is repeated. */
const shortestAnchor = 30;
/** Longer than any word worth writing again: base64, minified code, scripts without spaces. */
const longestTail = 40;

/** Pure. Half a surrogate pair at the end is dropped, as is what was shown for it: its other half will never come. */
export function cutPointOf(partial: string): CutPoint {
  const text = partial.replace(/[\uD800-\uDBFF\uFFFD]$/, '');
  const unspaced = unspacedTail(text);
  if (unspaced !== '') return { kept: text.slice(0, -unspaced.length), gap: '', tail: unspaced };
  const tail = /\S*$/.exec(text)?.[0] ?? '';
  if (tail.length > longestTail || tail.length === text.trimStart().length) return { kept: text, gap: '', tail: '' };
  const kept = text.slice(0, text.length - tail.length);
  return { kept, gap: /\s*$/.exec(kept)?.[0] ?? '', tail };
}

/** Scripts without spaces between words, as a part of a class of a pattern. */
export const unspacedScripts = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`;

const unspacedEnd = new RegExp(String.raw`[${unspacedScripts}\p{M}]{6,}$`, 'u');
/** So few characters are enough to tell who goes on from who begins a turn, and most models choose them again. */
const unspacedTailCharacters = 2;

/** The last characters in a script without spaces, whole ones as people see them. */
function unspacedTail(text: string): string {
  const end = unspacedEnd.exec(text.slice(-24))?.[0] ?? '';
  const characters = Array.from(new Intl.Segmenter().segment(end), ({ segment }) => segment);
  return characters.length > unspacedTailCharacters + 1 ? characters.slice(-unspacedTailCharacters).join('') : '';
}

/** What the continuing model is shown of the answer. */
export function solidOf({ kept, gap }: CutPoint): string {
  return kept.slice(0, kept.length - gap.length);
}

/** The last words of what the continuing model is shown, whole words only where these are enough. */
export function anchorOf(seam: CutPoint): string {
  const solid = solidOf(seam);
  const end = solid.slice(-anchorLength).replace(/^[\uDC00-\uDFFF]/, '');
  if (solid.length <= anchorLength) return end;
  const words = end.slice(end.search(/\s\S/) + 1);
  return words.length < shortestAnchor ? end : words;
}

export function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
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

/** What ends a sentence, with what may close behind it. */
export const sentenceEnd = /[.!?:。！？：…؟।]["'”»」』)*_`\]]*$/u;

/** Whether an answer may end there: behind a sentence or a block. */
export function isComplete(text: string): boolean {
  const end = text.trimEnd();
  return !insideFence(text) && (sentenceEnd.test(end) || /(?:^|\n) {0,3}(?:`{3,}|~{3,})$/.test(end));
}
