import type { Fields } from './parsed';

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, undefined where there is none. */
export function valueAt(root: unknown, ...path: readonly (string | number)[]): unknown {
  let value = root;
  for (const part of path) {
    if (Array.isArray(value) && typeof part === 'number') value = (value as readonly unknown[])[part];
    else if (isFields(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

export function entriesAt(
  root: unknown,
  ...path: readonly (string | number)[]
): readonly (readonly [string, unknown])[] {
  const value = valueAt(root, ...path);
  return isFields(value) ? Object.entries(value) : [];
}

export function listAt(root: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = valueAt(root, ...path);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A text that says something, without the space around it. */
export function textAt(root: unknown, ...path: readonly (string | number)[]): string | undefined {
  const value = valueAt(root, ...path);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** A number of tokens, which some tools write as a text. */
export function tokensAt(root: unknown, ...path: readonly (string | number)[]): number | undefined {
  const value = valueAt(root, ...path);
  const tokens = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : undefined;
}
