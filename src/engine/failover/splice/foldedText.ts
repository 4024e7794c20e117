/** Text without what a model changes when it repeats something: white space, case, quotes, emphasis, dashes, forms. */
export interface Folded {
  readonly text: string;
  /** For each unit of `text`: where in the source what it stands for begins, and where it ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** White space, what cannot be seen, emphasis, the mark of a quoted line, quotes of all kinds. */
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

/** Of the code points seen lately; a text has few of them and is folded again with each piece that comes. */
const known = new Map<string, string>();
const mostKnown = 4_000;

function foldPoint(point: string): string {
  const before = known.get(point);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  // Decomposed, so that a letter with an accent is the same in one code point and in two.
  const plain = point.normalize('NFKD').toLowerCase().replace(dropped, '').replace(dash, '-');
  known.set(point, plain);
  return plain;
}
