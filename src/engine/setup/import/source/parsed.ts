/** A file's value: lists, plain objects without a prototype, texts, numbers, truth values, null. Or one sentence on what is wrong. */
export type Parsed = { readonly value: unknown } | { readonly problem: string };

/** Longer files are not looked into: no tool's settings come near. */
export const maxSourceChars = 1_000_000;
const maxValues = 20_000;
const maxDepth = 40;

/** The value has more parts, or lies deeper, than any settings do. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** Counts what becomes of one file, so that names which stand for one another cannot become endless. */
export class Plainer {
  private values = 0;

  /** Throws `TooMuch`. */
  enter(depth: number): void {
    this.values += 1;
    if (this.values > maxValues || depth > maxDepth) throw new TooMuch();
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** Without a prototype, so that no name in a file is more than a name. */
export function fieldsOf(entries: Iterable<readonly [string, unknown]>): Fields {
  const fields = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) fields[name] = value;
  return fields;
}
