import { marksOf, mayHold, type SearchTerm } from './searchText';

/** Where a search was found. `marks` are ranges of UTF-16 units in `text`. */
export interface Snippet {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

/** UTF-16 units before the first mark and after it. */
const beforeChars = 40;
const afterChars = 120;

/** The place around the first term in the first of the texts that holds one; undefined where none does. */
export function snippetOf(texts: readonly string[], terms: readonly SearchTerm[]): Snippet | undefined {
  for (const text of texts) {
    if (!mayHold(text, terms)) continue;
    const marks = marksOf(text, terms);
    const first = marks[0];
    if (first) return around(text, first[0], marks);
  }
  return undefined;
}

function around(text: string, at: number, marks: Snippet['marks']): Snippet {
  const start = wholeCharacter(text, wordStart(text, Math.max(0, at - beforeChars), at));
  const end = wholeCharacter(text, Math.min(text.length, at + afterChars));
  const lead = start > 0 ? '…' : '';
  // One unit for one, so that the marks stay where they are.
  const shown = text.slice(start, end).replaceAll(/\s/g, ' ');
  const shift = lead.length - start;
  return {
    text: `${lead}${shown}${end < text.length ? '…' : ''}`,
    marks: marks
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]) => [from + shift, to + shift] as const),
  };
}

/** After the next space, if one comes before `limit`. */
function wordStart(text: string, from: number, limit: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, limit).search(/\s/);
  return space === -1 ? from : from + space + 1;
}

function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
