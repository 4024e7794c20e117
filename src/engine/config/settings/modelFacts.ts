import * as l10n from '@vscode/l10n';
import type { ModelFacts } from '../../model/provider/providerConfig';
import { byExactness } from '../../model/text/pattern';
import { shortened } from '../../model/text/shortened';
import { wrongInPrice } from './priceSettings';

const numbers = ['contextWindow', 'maxOutputTokens'];
const booleans = ['tools', 'images', 'thinking', 'prefill'];
/** Of a window, or of an answer, that a setting may say. */
export const fewestTokens = 256;
const maxPatternChars = 200;

/** What the user says of models, by name or pattern, or the message of what is wrong. Takes any value from the settings file. */
export function readModelFacts(value: unknown, place: string): readonly ModelFacts[] | string {
  const field = `${place}.models`;
  if (!isObject(value)) {
    return l10n.t('{0} must be an object of models and what is known of them, such as {1}.', field, example);
  }
  const facts: ModelFacts[] = [];
  for (const [name, entry] of Object.entries(value)) {
    const wrong = wrongIn(name, entry, `${field}["${shortened(name)}"]`);
    if (wrong !== undefined) return wrong;
    facts.push({ ...(entry as Omit<ModelFacts, 'pattern'>), pattern: name.trim().toLowerCase() });
  }
  return facts.sort((a, b) => byExactness(a.pattern, b.pattern));
}

const example = '{ "qwen*": { "contextWindow": 32768 } }';

/** Undefined where nothing is. */
function wrongIn(name: string, entry: unknown, place: string): string | undefined {
  if (name.trim() === '' || name.length > maxPatternChars) {
    return l10n.t('{0}: the name of a model has 1 to {1} characters.', place, maxPatternChars);
  }
  const fields = [...numbers, ...booleans, 'price'];
  if (!isObject(entry)) return l10n.t('{0} must be an object with some of {1}.', place, fields.join(', '));
  for (const [key, fact] of Object.entries(entry)) {
    if (!fields.includes(key)) {
      return l10n.t('{0} has an unknown field "{1}". There are: {2}.', place, shortened(key), fields.join(', '));
    }
    const wrong = key === 'price' ? wrongInPrice(fact, `${place}.price`) : undefined;
    if (wrong !== undefined) return wrong;
    if (booleans.includes(key) && typeof fact !== 'boolean') {
      return l10n.t('{0}.{1} must be true or false.', place, key);
    }
    if (numbers.includes(key) && !(Number.isSafeInteger(fact) && Number(fact) >= fewestTokens)) {
      return l10n.t('{0}.{1} must be a whole number of tokens, {2} at least.', place, key, fewestTokens);
    }
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
