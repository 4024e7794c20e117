/**
 * Where a broken-off answer goes on: `stable` + `partialWord` is the text shown so far. The continuing model gets `stable`
 * without its trailing white space and writes `partialWord` again: a model begins its turn with a whole word and cannot
 * continue half of one.
 */
export interface CutPoint {
  readonly stable: string;
  /** White space at the end of `stable`. */
  readonly space: string;
  /** The last, perhaps unfinished word; empty when the text ends between words or in a script without spaces. */
  readonly partialWord: string;
}

/** The end of the text shown that the continuing model is asked to repeat first. */
const anchorChars = 60;
/** The least an anchor of whole words has: the mark of a list alone is too common to be found again. */
const shortestAnchorChars = 30;
/** A longer run without a space is no word: base64, minified code, scripts without spaces. */
export const longestPartialWordChars = 40;

/** Drops half a surrogate pair at the end, and the sign shown for it: the other half will never come. Pure. */
export function cutPointOf(partial: string): CutPoint {
  const text = partial.replace(/[\uD800-\uDBFF\uFFFD]$/, '');
  const unspaced = unspacedPartialWord(text);
  if (unspaced !== '') return { stable: text.slice(0, -unspaced.length), space: '', partialWord: unspaced };
  const partialWord = lastRunOf(text);
  const stable = text.slice(0, text.length - partialWord.length);
  const solid = stable.trimEnd();
  if (partialWord.length > longestPartialWordChars || solid === '') return { stable: text, space: '', partialWord: '' };
  return { stable, space: stable.slice(solid.length), partialWord };
}

/** What a text has behind its last white space. A pattern would look at all of a text that is looked at with each of its pieces. */
export function lastRunOf(text: string): string {
  let start = text.length;
  while (start > 0 && !/\s/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start);
}

/** Scripts without spaces between words, as part of a character class of a pattern. */
export const unspacedScripts = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`;

const unspacedEnd = new RegExp(String.raw`[${unspacedScripts}\p{M}]{6,}$`, 'u');
/** Enough to tell a continuation from a new turn, and so few that most models write the same ones again. */
const unspacedPartialWordChars = 2;

/** The last characters of a text in a script without spaces, as people count characters. */
function unspacedPartialWord(text: string): string {
  const end = unspacedEnd.exec(text.slice(-24))?.[0];
  if (end === undefined) return '';
  const characters = Array.from(new Intl.Segmenter().segment(end), ({ segment }) => segment);
  return characters.length > unspacedPartialWordChars + 1 ? characters.slice(-unspacedPartialWordChars).join('') : '';
}

/** The part of the answer that the continuing model gets to see. */
export function solidOf({ stable, space }: CutPoint): string {
  return stable.slice(0, stable.length - space.length);
}

/** The last words that the continuing model gets to see; whole words where these are long enough. */
export function anchorOf(cutPoint: CutPoint): string {
  const solid = solidOf(cutPoint);
  const end = solid.slice(-anchorChars).replace(/^[\uDC00-\uDFFF]/, '');
  if (solid.length <= anchorChars) return end;
  const words = end.slice(end.search(/\s\S/) + 1);
  return words.length < shortestAnchorChars ? end : words;
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

/** The end of a sentence, with the quotes and brackets that may close after it. */
export const sentenceEnd = /[.!?:。！？：…؟।]["'”»」』)*_`\]]*$/u;

/** Whether an answer may end there: after a sentence or a block. */
export function isComplete(text: string): boolean {
  const end = text.trimEnd();
  return !insideFence(text) && (sentenceEnd.test(end) || /(?:^|\n) {0,3}(?:`{3,}|~{3,})$/.test(end));
}
