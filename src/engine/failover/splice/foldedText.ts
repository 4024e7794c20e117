/** Text without the details that a model changes in a repetition: white space, case, quotes, emphasis, dashes, forms. */
export interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where its source begins and ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** White space, invisible characters, emphasis, the mark of a quoted line, quotes of all kinds. */
const dropped = /[\s\p{Cf}*_`~>\\"'“”„‟‘’‚‛«»‹›「」『』]/gu;
const dash = /[\p{Pd}−]/gu;

export function fold(source: string): Folded {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const point of source) {
    const plain = foldPoint(point);
    for (let unit = 0; unit < plain.length; unit += 1) {
      starts.push(at);
      ends.push(at + point.length);
    }
    text += plain;
    at += point.length;
  }
  return { text, starts, ends };
}

export function foldText(source: string): string {
  return fold(source).text;
}

/** Code points seen lately: a text has few different ones, and it is folded again with each piece of a stream. */
const known = new Map<string, string>();
const maxKnownPoints = 4_000;

function foldPoint(point: string): string {
  const before = known.get(point);
  if (before !== undefined) return before;
  if (known.size >= maxKnownPoints) known.clear();
  // Decomposed: a letter with an accent is then the same in one code point and in two.
  const plain = point.normalize('NFKD').toLowerCase().replace(dropped, '').replace(dash, '-');
  known.set(point, plain);
  return plain;
}
