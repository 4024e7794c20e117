import { isDeepStrictEqual } from 'node:util';
import type { FileChange, ItemChange } from '../tool';

type Fields = Record<string, unknown>;

export function isItem(change: FileChange): change is ItemChange {
  return 'item' in change;
}

export function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isFields(found) ? found[key] : undefined), data);
}

/** The data of a file with a change in it; undefined where something else stands in its place. */
export function changed(data: unknown, change: FileChange): unknown {
  if (!isItem(change)) return withValue(data, change.path, change.value);
  const list = valueAt(data, change.list) ?? [];
  return Array.isArray(list) ? withValue(data, change.list, [...(list as unknown[]), change.item]) : undefined;
}

/** What a change wrote is still there as it was written. */
export function isThere(data: unknown, change: FileChange): boolean {
  return isItem(change) ? itemIndex(data, change) >= 0 : isDeepStrictEqual(valueAt(data, change.path), change.value);
}

export function itemIndex(data: unknown, { list, item }: ItemChange): number {
  const found = valueAt(data, list);
  return Array.isArray(found) ? found.findIndex((each) => isDeepStrictEqual(each, item)) : -1;
}

/** The data without what a change wrote, and with what it took the place of in `before`. */
export function takenBack(data: unknown, before: unknown, change: FileChange): unknown {
  if (!isItem(change)) return pruned(withValue(data, change.path, valueAt(before, change.path)), before, change.path);
  const list = valueAt(data, change.list) as readonly unknown[];
  const rest = list.filter((_, index) => index !== itemIndex(data, change));
  const earlier = valueAt(before, change.list);
  return withValue(data, change.list, rest.length === 0 ? earlier : rest);
}

/** Objects that hold nothing any more, and that were not there before. */
function pruned(data: unknown, before: unknown, path: readonly string[]): unknown {
  let left = data;
  for (let end = path.length - 1; end > 0; end -= 1) {
    const parent = path.slice(0, end);
    const value = valueAt(left, parent);
    const isEmpty = isFields(value) && Object.keys(value).length === 0;
    if (isEmpty && valueAt(before, parent) === undefined) left = withValue(left, parent, undefined);
  }
  return left;
}

function withValue(data: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const fields = data ?? {};
  if (!isFields(fields)) return undefined;
  const inner = withValue(fields[key], rest, value);
  if (rest.length > 0 && inner === undefined) return undefined;
  const others = Object.entries(fields).filter(([name]) => name !== key || inner !== undefined);
  return { ...Object.fromEntries(others), ...(inner === undefined ? {} : { [key]: inner }) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
