/** Values as hosts send them, of whatever type: what is not of the type that is due is as if it were not there. */
export type WireRecord = Readonly<Record<string, unknown>>;

const nothing: WireRecord = {};

export function recordOf(value: unknown): WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireRecord) : nothing;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
