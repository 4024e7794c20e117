/** A text as it is compared, with the place in the original of each of its characters. */
export interface Reading {
  readonly text: string;
  /** Where each character begins and ends in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Percent-encoding, the escapes of JSON and of code, and those of HTML. */
const escape =
  /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#(\d{1,7});|&(amp|lt|gt|quot|apos);|\\([nrt])|\\(["'\\/])/gi;

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** An escape inside another one, as in a JSON text that is a value of JSON. */
const maxRounds = 3;

export function plainReading(text: string): Reading {
  return {
    text,
    starts: Array.from({ length: text.length }, (_, at) => at),
    ends: Array.from({ length: text.length }, (_, at) => at + 1),
  };
}

/** With every escape read, also those inside of others. */
export function unescapedReading(text: string): Reading {
  let reading = plainReading(text);
  for (let round = 0; round < maxRounds; round += 1) {
    const next = unescapedOnce(reading);
    if (next.text === reading.text) break;
    reading = next;
  }
  return reading;
}

export function unescaped(text: string): string {
  return unescapedReading(text).text;
}

/** Letters and digits of ASCII alone, so that neither a mark between them nor the alphabet of base64 matters. */
export function alphanumericReading({ text, starts, ends }: Reading): Reading {
  const kept = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  return {
    text: kept.map((at) => text.charAt(at)).join(''),
    starts: kept.map((at) => starts[at] ?? 0),
    ends: kept.map((at) => ends[at] ?? 0),
  };
}

function unescapedOnce({ text, starts, ends }: Reading): Reading {
  const pieces: string[] = [];
  const [newStarts, newEnds]: [number[], number[]] = [[], []];
  let done = 0;
  const copy = (to: number): void => {
    pieces.push(text.slice(done, to));
    for (let at = done; at < to; at += 1) {
      newStarts.push(starts[at] ?? 0);
      newEnds.push(ends[at] ?? 0);
    }
  };
  for (const match of text.matchAll(escape)) {
    const character = characterOf(match);
    if (character === undefined) continue;
    copy(match.index);
    done = match.index + match[0].length;
    pieces.push(character);
    newStarts.push(starts[match.index] ?? 0);
    newEnds.push(ends[done - 1] ?? 0);
  }
  copy(text.length);
  return { text: pieces.join(''), starts: newStarts, ends: newEnds };
}

/** One UTF-16 unit; undefined where the text is none. */
function characterOf([, percent, u4, u, x, htmlHex, htmlDecimal, name, space, itself]: RegExpMatchArray) {
  if (space !== undefined) return ' ';
  if (itself !== undefined) return itself;
  if (name !== undefined) return named.get(name.toLowerCase());
  const hex = percent ?? u4 ?? u ?? x ?? htmlHex;
  const code = hex === undefined ? Number(htmlDecimal) : parseInt(hex, 16);
  // Beyond ASCII a percent is a byte of several.
  if (code > 0xffff || (percent !== undefined && code > 0x7f)) return undefined;
  return String.fromCharCode(code);
}
