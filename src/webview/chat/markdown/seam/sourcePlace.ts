/** Letters that a source does not hold by chance; one of them stands for the seam while its place is looked for. */
const signs = ['ꙮ', 'ꚙ', 'ꛮ', 'ꝏ'];

/** Places that are tried. Each try draws the block once more. */
const maxTries = 14;

/** Places that are tried one by one; after them only those after a space or a sign. */
const closeTries = 3;

export interface ShownPlace {
  /** UTF-16 units of the shown text before it. */
  readonly offset: number;
  /** Text that comes after the place is shown after it. */
  readonly isExact: boolean;
}

/**
 * Where a place of Markdown source is in the text that is shown for it. A letter that is not in the source is put there: where
 * the text is the same but for this letter, the letter tells the place. Inside a mark of Markdown or an address, that is
 * the next place at which it can stand. `textOf` draws a source and gives the text; `shown` is that of the source itself.
 */
export function shownPlace(source: string, at: number, shown: string, textOf: (source: string) => string): ShownPlace {
  const sign = signs.find((letter) => !source.includes(letter) && !shown.includes(letter));
  if (sign === undefined) return { offset: shown.length, isExact: false };
  for (const place of placesFrom(source, at)) {
    const text = textOf(source.slice(0, place) + sign + source.slice(place));
    const offset = text.indexOf(sign);
    if (offset < 0 || text.slice(0, offset) + text.slice(offset + sign.length) !== shown) continue;
    return { offset, isExact: shown.slice(offset).trim() !== '' };
  }
  return { offset: shown.length, isExact: false };
}

function placesFrom(source: string, at: number): readonly number[] {
  const places: number[] = [];
  for (let place = at; place <= source.length && places.length < maxTries; place += 1) {
    if (isInPair(source, place)) continue;
    if (place - at < closeTries || /[^\p{L}\p{N}]/u.test(source[place - 1] ?? '')) places.push(place);
  }
  return places;
}

/** Between the halves of a surrogate pair. */
function isInPair(text: string, place: number): boolean {
  return /[\ud800-\udbff]/.test(text[place - 1] ?? '') && /[\udc00-\udfff]/.test(text[place] ?? '');
}

/**
 * A place of a segment's source within what was parsed for it. That lacks what a container puts before each line and may begin with
 * lines of its own: the head of a table.
 */
export function parsedPlace(raw: string, parsed: string, at: number): number {
  if (raw === parsed) return at;
  const [rawLines, lines] = [raw.split('\n'), parsed.split('\n')];
  const before = raw.slice(0, at).split('\n');
  const line = before.length - 1 + (lines.length - rawLines.length);
  const [rawLine = '', parsedLine = ''] = [rawLines[before.length - 1], lines[line]];
  const column = (before.at(-1) ?? '').length - Math.max(0, rawLine.length - parsedLine.length);
  const start = lines.slice(0, Math.max(0, line)).reduce((sum, text) => sum + text.length + 1, 0);
  return Math.min(parsed.length, start + Math.max(0, column));
}

/** A place in the source of a code block within its code. `code`: as much of it as the source holds, `isStart`: from its fence on. */
export function codePlace(raw: string, code: string, at: number, isStart: boolean): ShownPlace {
  const isFenced = isStart && /^[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*(?:`{3}|~{3})/.test(raw);
  const [rawLines, lines] = [raw.split('\n'), code.split('\n')];
  const before = raw.slice(0, at).split('\n');
  const line = before.length - 1 - (isFenced ? 1 : 0);
  if (line < 0) return { offset: 0, isExact: code !== '' };
  const [rawLine = '', codeLine] = [rawLines[before.length - 1], lines[line]];
  if (codeLine === undefined) return { offset: code.length, isExact: false };
  const column = Math.max(0, (before.at(-1) ?? '').length - Math.max(0, rawLine.length - codeLine.length));
  const offset =
    lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + Math.min(column, codeLine.length);
  return { offset, isExact: code.slice(offset).trim() !== '' };
}
