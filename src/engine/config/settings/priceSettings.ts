import * as l10n from '@vscode/l10n';
import type { Price } from '../../model/price';
import { byExactness, matchesPattern } from '../../model/text/pattern';
import { shortened, shownValue } from '../../model/text/shortened';
import { settingKeys, settingsSection } from './settingKeys';
import type { SettingProblem } from './settingProblem';

export interface PriceSettings {
  /** The user's own price of a model; undefined where they have set none. */
  readonly priceOf: (model: string) => Price | undefined;
  readonly problems: readonly SettingProblem[];
}

interface Row {
  /** In lower case; `*` stands for any characters. */
  readonly pattern: string;
  readonly price: Price;
}

const setting = `${settingsSection}.${settingKeys.prices}`;
const fields = ['input', 'output', 'cachedInput'];
const maxPatternChars = 200;

/**
 * Checks the value of `everpair.prices`: models, or patterns with `*`, and their prices. A wrong row is left out. A whole name
 * counts before a pattern, and a longer pattern before a shorter one. Pure: takes any value from the settings file.
 */
export function readPrices(value: unknown): PriceSettings {
  if (value === undefined) return { priceOf: () => undefined, problems: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { priceOf: () => undefined, problems: [problem(notAnObject())] };
  }
  const rows: Row[] = [];
  const problems: SettingProblem[] = [];
  for (const [name, entry] of Object.entries(value)) {
    const why = wrongIn(name, entry);
    if (why === undefined) rows.push({ pattern: name.trim().toLowerCase(), price: { ...(entry as Price) } });
    else problems.push(problem(why));
  }
  rows.sort((a, b) => byExactness(a.pattern, b.pattern));
  const priceOf = (model: string): Price | undefined => {
    const id = model.toLowerCase();
    return rows.find(({ pattern }) => matchesPattern(id, pattern))?.price;
  };
  return { priceOf, problems };
}

function notAnObject(): string {
  return l10n.t('{0} must be an object of models and their prices, such as {1}.', setting, example);
}

const example = '{ "gpt-*": { "input": 2, "output": 12 } }';

/** Undefined where nothing is. */
function wrongIn(name: string, entry: unknown): string | undefined {
  const place = `${setting}["${shortened(name)}"]`;
  if (name.trim() === '' || name.length > maxPatternChars) {
    return l10n.t('{0}: the name of a model has 1 to {1} characters.', place, maxPatternChars);
  }
  return wrongInPrice(entry, place);
}

/** The message of what is wrong with a price in the settings; undefined where nothing is. */
export function wrongInPrice(entry: unknown, place: string): string | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return l10n.t('{0} must be an object with "input" and "output", in US dollars for a million tokens.', place);
  }
  const unknown = Object.keys(entry).find((key) => !fields.includes(key));
  if (unknown !== undefined) {
    return l10n.t('{0} has an unknown field "{1}". There are: {2}.', place, shortened(unknown), fields.join(', '));
  }
  for (const field of fields) {
    const rate = (entry as Readonly<Record<string, unknown>>)[field];
    if (rate === undefined && field === 'cachedInput') continue;
    if (rate === undefined) return l10n.t('{0} has no "{1}", in US dollars for a million tokens.', place, field);
    if (typeof rate !== 'number' || !Number.isFinite(rate) || rate < 0) {
      return l10n.t('{0}.{1} must be a number of US dollars, 0 or more, not {2}.', place, field, shownValue(rate));
    }
  }
  return undefined;
}

function problem(message: string): SettingProblem {
  return { key: settingKeys.prices, message };
}
