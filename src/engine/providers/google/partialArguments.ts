import type { Json } from '../../model/request/message';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';

/** Steps into what a call is called with, from the whole to a part: names of fields and places in lists. */
type Path = readonly (string | number)[];

/** The last place in a list, and the steps of a path; what is beyond is not a call that a model makes. */
const maxPlace = 10_000;
const maxSteps = 64;

/**
 * What a tool is called with, put together from pieces that each name their place by a JSON path:
 * https://ai.google.dev/api/caching#PartialArg. A text may come in several pieces of the same place.
 */
export class PartialArguments {
  private root: Json = {};

  /** Throws a `TypeError` where a piece has no place, or one that does not go with the pieces before it. */
  add(pieces: unknown): void {
    for (const piece of listOf(pieces).map(recordOf)) {
      const path = pathOf(textOf(piece.jsonPath));
      this.root = put(this.root, path, (before) => valueAfter(before, piece));
    }
  }

  get value(): Json {
    return this.root;
  }
}

function valueAfter(before: Json | undefined, piece: WireRecord): Json {
  const value = valueOf(piece);
  if (value === undefined) return before ?? null;
  if (typeof before === 'object' && before !== null) throw elsewhere();
  return typeof value === 'string' && typeof before === 'string' ? before + value : value;
}

/** Undefined where a piece only opens or closes its place. */
function valueOf({
  stringValue,
  numberValue,
  boolValue,
  ...rest
}: WireRecord): string | number | boolean | null | undefined {
  if (typeof stringValue === 'string') return stringValue;
  if (typeof numberValue === 'number') return numberValue;
  if (typeof boolValue === 'boolean') return boolValue;
  return 'nullValue' in rest ? null : undefined;
}

/** "$.items[1].name", "$['a.b']" */
function pathOf(text: string): Path {
  if (!text.startsWith('$')) throw new TypeError('A piece of a tool call has no place.');
  const steps: (string | number)[] = [];
  const step = /\.([^.[\]]+)|\[(\d+)\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/gy;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (!found || steps.length >= maxSteps) throw new TypeError('The place of a piece of a tool call is not a path.');
    const [, name, place, single, double] = found;
    const quoted = (single ?? double)?.replace(/\\(.)/g, '$1');
    steps.push(place === undefined ? (name ?? quoted ?? '') : Number(place));
  }
  return steps;
}

function put(into: Json | undefined, [step, ...rest]: Path, change: (before: Json | undefined) => Json): Json {
  if (step === undefined) return change(into);
  if (typeof step === 'number') {
    const list = [...listIn(into)];
    // The places before it would be empty, which nobody said.
    if (step > Math.min(list.length, maxPlace)) throw elsewhere();
    list[step] = put(list[step], rest, change);
    return list;
  }
  const fields = fieldsIn(into);
  const before = Object.hasOwn(fields, step) ? fields[step] : undefined;
  // An assignment to a field of the name `__proto__` would change the prototype instead.
  return Object.fromEntries([...Object.entries(fields), [step, put(before, rest, change)]]);
}

/** Nothing may stand there so far, or a list. */
function listIn(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  if (value !== undefined && value !== null) throw elsewhere();
  return [];
}

function fieldsIn(value: Json | undefined): Readonly<Record<string, Json>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw elsewhere();
  return value as Readonly<Record<string, Json>>;
}

function elsewhere(): TypeError {
  return new TypeError('The place of a piece of a tool call does not go with the pieces before it.');
}
