import { isDeepStrictEqual } from 'node:util';
import type { ParseError } from 'jsonc-parser';
import type { ValueChange } from '../tool';
import { changed, isThere, takenBack, valueAt } from './plainChange';

type Jsonc = typeof import('jsonc-parser');

/** The text of a JSON file, which may have comments and commas at ends, with changes in it. Undefined where it cannot be changed safely. */
export async function changeJson(text: string, changes: readonly ValueChange[]): Promise<string | undefined> {
  const jsonc = await import('jsonc-parser');
  let result = text;
  for (const change of changes) {
    const next = write(jsonc, result, change.path, changed(read(jsonc, result), change));
    if (next === undefined) return undefined;
    result = next;
  }
  return result;
}

/** The text without the changes, with what was in their place before. What the user has changed since stays. */
export async function takeBackJson(
  text: string,
  before: string,
  changes: readonly ValueChange[],
): Promise<string | undefined> {
  const jsonc = await import('jsonc-parser');
  const earlier = read(jsonc, before);
  let result = text;
  for (const change of changes) {
    const data = read(jsonc, result);
    if (data === undefined) return undefined;
    if (!isThere(data, change)) continue;
    const wanted = takenBack(data, earlier, change);
    const ends = change.path.map((_, index) => index + 1);
    const end = ends.find((length) => valueAt(wanted, change.path.slice(0, length)) === undefined);
    const next = write(jsonc, result, change.path.slice(0, end), wanted);
    if (next === undefined) return undefined;
    result = next;
  }
  return result;
}

/** The text with what `wanted` has at a path, where it then means exactly `wanted`. */
function write(jsonc: Jsonc, text: string, path: readonly string[], wanted: unknown): string | undefined {
  if (wanted === undefined) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  const formattingOptions = { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol };
  try {
    const edits = jsonc.modify(text, [...path], valueAt(wanted, path), { formattingOptions });
    const result = jsonc.applyEdits(text, edits);
    return isDeepStrictEqual(read(jsonc, result), wanted) ? result : undefined;
  } catch {
    // Something else stands in the place of an object.
    return undefined;
  }
}

function read(jsonc: Jsonc, text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = jsonc.parse(text, errors, { allowTrailingComma: true });
  return errors.length === 0 && typeof value === 'object' && value !== null ? value : undefined;
}
