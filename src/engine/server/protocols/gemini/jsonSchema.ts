import type { Json, JsonObject } from '../../../model/request/message';
import { asRecord } from '../../../model/text/jsonValue';

/** Keywords that hold a schema, schemas in a list, and schemas by names. */
const holds = new Set(['items', 'additionalProperties', 'not', 'contains', 'if', 'then', 'else', 'propertyNames']);
const lists = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const maps = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/** What JSON Schema does not know. */
const ownKeywords = new Set(['nullable', 'propertyOrdering']);

/** Counts that Google's form writes as text. */
const counts = /^(?:min|max)(?:Items|Length|Properties)$/;

/**
 * JSON Schema of Google's own form, which writes the names of types in capitals and has some keywords of OpenAPI:
 * https://ai.google.dev/api/caching#Schema. JSON Schema itself stays as it is.
 */
export function jsonSchema(schema: JsonObject): JsonObject {
  const isNullable = schema.nullable === true;
  const entries = Object.entries(schema)
    .filter(([key]) => !ownKeywords.has(key))
    .map(([key, value]): [string, Json] => [key, keyword(key, value, isNullable)]);
  return Object.fromEntries(entries);
}

function keyword(key: string, value: Json, isNullable: boolean): Json {
  if (key === 'type' && typeof value === 'string') {
    const type = /^[A-Z]+$/.test(value) ? value.toLowerCase() : value;
    return isNullable && type !== 'null' ? [type, 'null'] : type;
  }
  if (counts.test(key) && typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  if (holds.has(key)) return within(value);
  if (lists.has(key) && Array.isArray(value)) return (value as readonly Json[]).map(within);
  const byName = maps.has(key) ? asRecord(value) : undefined;
  if (!byName) return value;
  return Object.fromEntries(Object.entries(byName as JsonObject).map(([name, each]) => [name, within(each)]));
}

function within(value: Json): Json {
  const schema = asRecord(value);
  return schema ? jsonSchema(schema as JsonObject) : value;
}
