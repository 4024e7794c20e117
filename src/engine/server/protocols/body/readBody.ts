import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Json, JsonObject } from '../../../model/request/message';
import { asRecord } from '../../../model/text/jsonValue';
import { RequestProblem } from '../chatProtocol';

/** Levels of a body at most: no tool nests so deep, and code that walks a value has only so much room for calls. */
const maxLevels = 200;

/**
 * The body in the form of the schema. `usual` writes what may be said in several ways in the one that the schema knows.
 * Throws `RequestProblem` that names the place of what is wrong.
 */
export function readBody<T extends z.ZodMiniType>(
  schema: T,
  body: unknown,
  usual: (body: unknown) => unknown = (same) => same,
): z.output<T> {
  if (isDeeperThan(maxLevels, body)) throw refused(l10n.t('The body of the request is nested too deeply.'));
  const form = usual(body);
  const parsed = z.safeParse(schema, form);
  if (parsed.success) return parsed.data;
  throw refused(inWords(deepest(parsed.error.issues), form));
}

/** A request that cannot be served as it is. */
export function refused(message: string): RequestProblem {
  return new RequestProblem({ status: 400, code: 'invalid_request', message });
}

/** Any value of a body. */
export const json = z.custom<Json>((value: unknown) => value !== undefined);
export const jsonObject = z.custom<JsonObject>((value) => asRecord(value) !== undefined);
/** What a tool may leave out, or say as null. */
export const maybe = <T extends z.ZodMiniType>(schema: T): z.ZodMiniOptional<z.ZodMiniNullable<T>> =>
  z.optional(z.nullable(schema));

interface Fault {
  readonly path: readonly PropertyKey[];
  /** A type that this schema has no form for. */
  readonly isUnknownType: boolean;
}

/** What is wrong within the form that came nearest, where several are possible. */
function deepest(issues: readonly z.core.$ZodIssue[]): Fault {
  const faults = issues.map((issue): Fault => {
    if (issue.code !== 'invalid_union') return { path: issue.path, isUnknownType: false };
    const within = issue.errors.map(deepest).map((fault) => ({ ...fault, path: [...issue.path, ...fault.path] }));
    const here = { path: issue.path, isUnknownType: issue.discriminator !== undefined };
    return within.reduce<Fault>((a, b) => (b.path.length > a.path.length ? b : a), here);
  });
  return faults[0] ?? { path: [], isUnknownType: false };
}

function inWords({ path, isUnknownType }: Fault, body: unknown): string {
  if (path.length === 0) return l10n.t('The body of the request does not have the expected form.');
  const place = path.join('.');
  const value = path.reduce<unknown>(
    (within, key) => (within as Record<PropertyKey, unknown> | undefined)?.[key],
    body,
  );
  return isUnknownType && typeof value === 'string'
    ? l10n.t('{0} in the body of the request is "{1}", which is not supported here.', place, value)
    : l10n.t('{0} in the body of the request does not have the expected form.', place);
}

function isDeeperThan(most: number, body: unknown): boolean {
  let level: readonly unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((value): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
