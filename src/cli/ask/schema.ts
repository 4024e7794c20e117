import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Validator } from '@cfworker/json-schema';
import * as l10n from '@vscode/l10n';
import { errorSummary, type Json, type JsonObject } from '../../engine/model';
import { usageProblem } from '../output/exitCodes';

/** A JSON Schema that answers must be valid against. */
export interface AnswerSchema {
  readonly schema: JsonObject;
  /** What is wrong with a value, for the model that wrote it; empty where it is valid. */
  faultsOf(value: Json): readonly string[];
}

/** Faults that are told at most: one often has many others as its consequence. */
const maxFaults = 10;

const drafts = { 'draft-04': '4', 'draft-07': '7', '2019-09': '2019-09', '2020-12': '2020-12' } as const;

/** Throws `Ended` for a file that is no schema. */
export async function readSchema(folder: string, name: string): Promise<AnswerSchema> {
  const schema = await schemaIn(path.resolve(folder, name), name);
  const problem = schemaProblem(schema);
  if (problem !== undefined) throw usageProblem(l10n.t('{0} is no JSON Schema: {1}', name, problem));
  const { Validator } = await import('@cfworker/json-schema');
  const named = schema['$schema'];
  const draft = Object.entries(drafts).find(([key]) => typeof named === 'string' && named.includes(key))?.[1];
  try {
    const validator = new Validator(schema, draft ?? '2020-12', false);
    // What it refers to is looked for when it is needed only.
    validator.validate({});
    return { schema, faultsOf: (value) => faults(validator, value) };
  } catch (error) {
    throw usageProblem(l10n.t('{0} is no JSON Schema: {1}', name, errorSummary(error)));
  }
}

async function schemaIn(file: string, name: string): Promise<JsonObject> {
  try {
    const value: unknown = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch (error) {
    throw usageProblem(l10n.t('{0} cannot be read: {1}', name, errorSummary(error)));
  }
  throw usageProblem(l10n.t('{0} must hold an object, { … }.', name));
}

function faults(validator: Validator, value: Json): readonly string[] {
  const { valid, errors } = validator.validate(value);
  if (valid) return [];
  // The deepest come last, and say the most.
  return errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`).slice(-maxFaults);
}

const types: ReadonlySet<unknown> = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);
/** What stands under these is no schema. */
const values: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);
/** What stands under these has names of properties, and schemas under them. */
const namesOfProperties: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);

/** What no answer could be valid against by mistake; undefined where nothing is found. */
function schemaProblem(schema: Json, isNames = false): string | undefined {
  if (Array.isArray(schema)) return first((schema as readonly Json[]).map((each) => schemaProblem(each)));
  if (typeof schema !== 'object' || schema === null) return undefined;
  return first(
    Object.entries(schema).map(([key, value]) => {
      if (isNames) return schemaProblem(value);
      if (values.has(key)) return undefined;
      if (key === 'type') {
        const wrong = [value].flat().find((each) => !types.has(each));
        return wrong === undefined ? undefined : `"type": ${JSON.stringify(wrong)}`;
      }
      if (key === 'pattern' && !isPattern(value)) return `"pattern": ${JSON.stringify(value)}`;
      if (key === 'required' && !isTexts(value)) return `"required": ${JSON.stringify(value)}`;
      return schemaProblem(value, namesOfProperties.has(key));
    }),
  );
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isPattern(value: Json): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new RegExp(value, 'u').source !== '';
  } catch {
    return false;
  }
}
