import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import type { Json, JsonObject } from '../../model/request/message';
import { listOf, recordOf } from '../../model/text/jsonValue';

/**
 * The schema in the part of JSON Schema to which Claude can be held, every object closed; bounds that are no part of it stand
 * in descriptions. Undefined where it would become another schema: it has objects with any names, values of any type,
 * definitions at another place, or properties beside alternatives.
 */
export function closedSchema(schema: JsonObject): Record<string, unknown> | undefined {
  if (!isClosable(schema)) return undefined;
  try {
    return transformJSONSchema(schema);
  } catch {
    // It throws for a part without a type: that may be any value.
    return undefined;
  }
}

/** What the transformation would write down in words or make narrower than the schema's author meant. */
function isClosable(schema: Json | undefined): boolean {
  if (typeof schema === 'boolean') return false;
  const { type, properties, additionalProperties, items, $defs, $ref, definitions, patternProperties } =
    recordOf(schema);
  if (definitions !== undefined || patternProperties !== undefined || Array.isArray(type)) return false;
  if (typeof $ref === 'string' && !$ref.startsWith('#/$defs/')) return false;
  if (type === 'object' && (properties === undefined || isOpen(additionalProperties))) return false;
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => listOf(recordOf(schema)[key]));
  if (branches.length > 0 && type !== undefined) return false;
  const parts = [...Object.values(recordOf(properties)), ...Object.values(recordOf($defs)), ...branches];
  return [...parts, ...(items === undefined ? [] : [items])].every((part) => isClosable(part as Json));
}

function isOpen(additionalProperties: unknown): boolean {
  return additionalProperties !== undefined && additionalProperties !== false;
}
