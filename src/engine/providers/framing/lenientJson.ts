/** JSON as hosts write it. `text`: the same on one line, strict. Undefined where it is none. */
export function readJson(data: string): { readonly value: unknown; readonly text: string } | undefined {
  const strict = parse(data);
  // A line end can only stand between the parts of a value.
  if (strict !== undefined) return { value: strict.value, text: data.replace(/[\r\n]+/g, ' ') };
  const mended = data.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs, (part) =>
    part.startsWith('"') ? part.replace(/\p{Cc}/gu, escaped) : 'null',
  );
  const lenient = mended === data ? undefined : parse(mended);
  return lenient && { value: lenient.value, text: mended.replace(/[\r\n]+/g, ' ') };
}

/** Cheap where the text is no object, or only the beginning of one. */
export function isWholeObject(text: string): boolean {
  return /^\s*\{/.test(text) && /\}\s*$/.test(text.slice(-64)) && parse(text) !== undefined;
}

/** A field that some hosts send always, and with nothing in it where nothing is wrong. */
export function withoutEmptyError(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!('error' in value) || Object.keys(value).length === 1 || !saysNothing(value.error)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'error'));
}

function saysNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(saysNothing);
  return value === null || value === '' || value === 0 || value === false;
}

function escaped(character: string): string {
  return JSON.stringify(character).slice(1, -1);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
