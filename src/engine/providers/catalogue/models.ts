import type { Price } from '../../model/price';
import type { ChatRequest } from '../../model/request/request';
import { forcesCall } from '../../model/request/toolChoice';
import type { ModelTraits } from '../../model/route/route';
import { readModelName } from '../../model/route/modelName';
import { anthropicRows } from './table/anthropic';
import type { LeastThinking, ModelRow } from './table/modelRow';
import { openAiRows } from './table/openai';
import { googleRows, otherRows } from './table/others';

/** What is known of models: one row for each family, the first that matches a model's name counts. */
export const modelTable: readonly ModelRow[] = [...anthropicRows, ...openAiRows, ...googleRows, ...otherRows];

/** What is known of a provider's models where their family is not, and at what price the provider sells. */
export interface ModelDefaults {
  readonly unknown: ModelTraits;
  /** It sells at the prices of the table, as the models' own vendor or in its place. */
  readonly sellsAtTablePrices?: true;
}

/** Cautious traits. How much the model holds is not known: a guess would keep it from being asked. */
export function unknownModel(maxOutputTokens: number, more: Partial<ModelTraits>): ModelTraits {
  return { maxOutputTokens, tools: true, prefill: false, reasoning: false, ...more };
}

/** Undefined where the table has none of the model. */
export function modelRow(model: string): ModelRow | undefined {
  const { name, date, isBare } = readModelName(model);
  const inTable = date === undefined ? name : `${name}-${date}`;
  return modelTable.find(({ pattern, ofBareNames }) => (isBare || !ofBareNames) && pattern.test(inTable));
}

export function traitsOf({ unknown, sellsAtTablePrices }: ModelDefaults, model: string): ModelTraits {
  const row = modelRow(model);
  const price = sellsAtTablePrices ? row?.price?.value : undefined;
  const tokens = row?.imageTokens?.value;
  return { ...unknown, ...row?.traits, ...(price ? { price } : {}), ...(tokens ? { imageTokens: tokens } : {}) };
}

/** What the model's vendor asks for it at its own host; undefined where it is not known. */
export function vendorPrice(model: string): Price | undefined {
  return modelRow(model)?.price?.value;
}

export function takesTemperature(model: string): boolean {
  return modelRow(model)?.temperature !== false;
}

export function takesCacheMarks(model: string): boolean {
  return modelRow(model)?.cacheMarks === true;
}

/** Tokens. An answer that may be no longer would be all thought, since thinking counts as output. */
const shortAnswerTokens = 2_048;

/** Whether an answer is to be short, and so is wanted at once and without thinking. */
export function isShortAnswer(maxOutputTokens: number | undefined): boolean {
  return maxOutputTokens !== undefined && maxOutputTokens < shortAnswerTokens;
}

/**
 * How to keep the model from thinking before a short answer, or before a call that is forced: a model whose thinking can be
 * turned off refuses to be forced while it thinks. Undefined where nothing has to be said.
 */
export function leastThinking(model: string, request: ChatRequest): LeastThinking | undefined {
  const least = modelRow(model)?.leastThinking;
  if (isShortAnswer(request.maxOutputTokens)) return least;
  return least && 'thinking' in least && forcesCall(request) ? least : undefined;
}

export function hidesThinking(model: string): boolean {
  return modelRow(model)?.hidesThinking === true;
}
