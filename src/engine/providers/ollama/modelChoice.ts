import type { UsualModels } from '../descriptor/providerDescriptor';

/** The best installed models for chat and for completions; undefined where none can write. Pure. */
export function chooseModels(installed: readonly string[]): UsualModels | undefined {
  const models = installed.filter((model) => !/embed|rerank/i.test(model));
  const talking = models.filter((model) => !completesOnly.test(model));
  const chat = preferred(talking, chatPreference) ?? models[0];
  return chat === undefined ? undefined : { chat, completion: preferred(models, completionPreference) ?? chat };
}

/** Models that were trained to complete and not to converse; many users have one and a model for chat. */
const completesOnly = /starcoder|codegemma:2b|[:-]base\b|[:-]code$/i;

/** Families in the order in which they are wanted; within a family the first installed one. */
const chatPreference = [/coder.*(?:3\d|2\d|1\d)b/i, /coder|codestral|devstral/i, /./];
const completionPreference = [
  /coder.*[:-](?:0\.5|1\.5|3)b/i,
  /coder.*[:-](?:[67])b/i,
  /coder|codestral|starcoder|codegemma|granite.*code/i,
];

function preferred(models: readonly string[], families: readonly RegExp[]): string | undefined {
  for (const family of families) {
    const found = models.find((model) => family.test(model));
    if (found !== undefined) return found;
  }
  return undefined;
}
