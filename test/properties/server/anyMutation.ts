import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/engine/model/request/message';
import { asRecord } from '../../../src/engine/model/text/jsonValue';

/** What a client may send in the place of anything else; undefined where it leaves it out. */
const stranger: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, '', 0, -1, true, [], {}, [null], 1e300, '\ud800'),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.nat(5_000).map(nested),
);

function nested(levels: number): Json {
  let value: Json = 'deep';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { parts: value, type: 'text' };
  return value;
}

/** A body with strange values in up to three places, or something else altogether. */
export function anyMutation(body: JsonObject): fc.Arbitrary<unknown> {
  const places = placesIn(body);
  const mutated = fc
    .array(fc.tuple(fc.constantFrom(...places), stranger), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<Json>((all, [place, value]) => changed(all, place, value), body));
  return fc.oneof({ arbitrary: mutated, weight: 9 }, stranger);
}

type Place = readonly (string | number)[];

function placesIn(value: Json): readonly Place[] {
  const within = Array.isArray(value)
    ? (value as readonly Json[]).map((each, index): [number, Json] => [index, each])
    : Object.entries((asRecord(value) ?? {}) as JsonObject);
  return within.flatMap(([key, each]) => [[key], ...placesIn(each).map((place) => [key, ...place])]);
}

function changed(all: Json, [key, ...rest]: Place, value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  if (Array.isArray(all)) {
    const list = all as readonly Json[];
    if (rest.length === 0 && value === undefined) return list.filter((_, index) => index !== key);
    return list.map((each, index) => (index === key ? changed(each, rest, value) : each));
  }
  const fields = asRecord(all) as JsonObject | undefined;
  if (!fields || !(key in fields)) return all;
  const entries = Object.entries(fields).flatMap(([name, each]): [string, Json][] => {
    if (name !== key) return [[name, each]];
    return rest.length === 0 && value === undefined ? [] : [[name, changed(each, rest, value)]];
  });
  return Object.fromEntries(entries);
}
