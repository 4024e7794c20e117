import { isInformative } from './informative';

/** How a line of a block is compared with one of the file, from exact to loose. */
export type Looseness = 'exact' | 'line-end' | 'indentation' | 'white-space' | 'typography';

export const loosenesses: readonly Looseness[] = ['exact', 'line-end', 'indentation', 'white-space', 'typography'];

const asCompared: Readonly<Record<Looseness, (line: string) => string>> = {
  exact: (line) => line,
  'line-end': (line) => line.trimEnd(),
  indentation: (line) => line.trim(),
  'white-space': (line) => line.trim().replace(/\s+/g, ' '),
  typography: (line) =>
    line
      .normalize('NFC')
      .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
      .replace(/[\u201c\u201d\u201e\u201f]/g, '"')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/\u2026/g, '...')
      .replace(/\s+/g, ' ')
      .trim(),
};

/** The lines of a file, compared in each way only when that is asked. */
export class LineFinder {
  private readonly compared = new Map<
    Looseness,
    { readonly numbers: ReadonlyMap<string, number>; readonly lines: readonly number[] }
  >();

  constructor(readonly lines: readonly string[]) {}

  /** Where the lines of a pattern stand in a row, in time that grows with both lengths and not with their product. */
  find(pattern: readonly string[], looseness: Looseness): readonly number[] {
    const { numbers, lines } = this.comparedAs(looseness);
    const wanted = pattern.map((line) => numbers.get(asCompared[looseness](line)) ?? -1);
    return wanted.length === 0 || wanted.includes(-1) ? [] : placesOf(wanted, lines);
  }

  private comparedAs(looseness: Looseness): {
    readonly numbers: ReadonlyMap<string, number>;
    readonly lines: readonly number[];
  } {
    const known = this.compared.get(looseness);
    if (known) return known;
    const numbers = new Map<string, number>();
    const lines = this.lines.map((line) => {
      const text = asCompared[looseness](line);
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    });
    this.compared.set(looseness, { numbers, lines });
    return { numbers, lines };
  }
}

/** Knuth, Morris and Pratt: a pattern of one repeated line costs no more than another. */
function placesOf(wanted: readonly number[], lines: readonly number[]): readonly number[] {
  const back = [0];
  for (let index = 1, length = 0; index < wanted.length; index += 1) {
    while (length > 0 && wanted[index] !== wanted[length]) length = back[length - 1] ?? 0;
    if (wanted[index] === wanted[length]) length += 1;
    back[index] = length;
  }
  const places: number[] = [];
  let length = 0;
  for (let at = 0; at < lines.length; at += 1) {
    while (length > 0 && lines[at] !== wanted[length]) length = back[length - 1] ?? 0;
    if (lines[at] === wanted[length]) length += 1;
    if (length < wanted.length) continue;
    places.push(at + 1 - length);
    length = back[length - 1] ?? 0;
  }
  return places;
}

/**
 * Whether a pattern without its first or its last line stands in more places than one. Where it was found in another form than it
 * was written in, it may have been meant for one of those: its first or last line went there, and stands here by chance.
 */
export function isElsewhereToo(finder: LineFinder, pattern: readonly string[], looseness: Looseness): boolean {
  return [pattern.slice(1), pattern.slice(0, -1)].some((part) => finder.find(part, looseness).length > 1);
}

/** The only place of a pattern when blank lines do not count, as the lines of the file from its first to its last. */
export function findAroundBlanks(
  lines: readonly string[],
  pattern: readonly string[],
): { readonly from: number; readonly to: number } | undefined {
  const isText = (line: string): boolean => line.trim() !== '';
  const own = lines.flatMap((line, at) => (isText(line) ? [at] : []));
  const wanted = pattern.filter(isText);
  if (wanted.length < 2) return undefined;
  const finder = new LineFinder(own.map((at) => lines[at] ?? ''));
  const places = finder.find(wanted, 'line-end');
  const [place] = places;
  if (place === undefined || places.length > 1 || isElsewhereToo(finder, wanted, 'line-end')) return undefined;
  return { from: own[place] ?? 0, to: (own[place + wanted.length - 1] ?? 0) + 1 };
}

export interface Found {
  readonly places: readonly number[];
  readonly looseness: Looseness;
}

/** What lines must have in them together to be found where their indentation is another: `a` stands anywhere. */
const leastCharsElsewhere = 6;

/** Whether lines say enough to be found at a looseness. */
export function isEnoughFor(looseness: Looseness, pattern: readonly string[]): boolean {
  if (looseness === 'exact' || looseness === 'line-end') return true;
  const telling = new Set(pattern.map((line) => line.trim()).filter(isInformative));
  return [...telling].reduce((sum, line) => sum + line.length, 0) >= leastCharsElsewhere;
}

/** Where a pattern stands, compared as exactly as finds it anywhere. */
export function findLines(finder: LineFinder, pattern: readonly string[]): Found | undefined {
  if (pattern.every((line) => line.trim() === '')) return undefined;
  for (const looseness of loosenesses) {
    const places = isEnoughFor(looseness, pattern) ? finder.find(pattern, looseness) : [];
    if (places.length > 0) return { places, looseness };
  }
  return undefined;
}
