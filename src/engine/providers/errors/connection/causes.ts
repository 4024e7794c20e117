import { asRecord } from '../../../model/text/jsonValue';

/** Longest chain of causes that is followed; errors that point at themselves end there too. */
const maxDepth = 8;

/** An error and what caused it, outermost first. */
export function causesOf(error: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const record = asRecord(current);
    if (!record) break;
    causes.push(current);
    const { errors } = record;
    // A name with several addresses fails with one error for each; the first tells enough.
    current = record.cause ?? (Array.isArray(errors) ? (errors as readonly unknown[])[0] : undefined);
  }
  return causes;
}

/** The codes in a chain of causes, in capitals. */
export function codesOf(error: unknown): readonly string[] {
  return causesOf(error).flatMap((each) => {
    const code = asRecord(each)?.code;
    return typeof code === 'string' ? [code.toUpperCase()] : [];
  });
}
