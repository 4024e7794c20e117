import type { ProviderConfig } from '../model/providerConfig';
import { typeDefaults } from '../providers/registry/routes';

/** What is there to be used without any setting. */
export interface Usable {
  readonly anthropicKey: boolean;
  readonly openAiKey: boolean;
  /** Models the local Ollama has; undefined when none answers. */
  readonly ollamaModels: readonly string[] | undefined;
  /** Where Ollama is asked, when not at its usual place. */
  readonly ollamaUrl: string | undefined;
}

/** The chain where the user has set nothing: Anthropic, OpenAI, Ollama, each only when it can be used. Pure. */
export function defaultChain(usable: Usable): readonly ProviderConfig[] {
  const configs: ProviderConfig[] = [];
  if (usable.anthropicKey) configs.push(vendorConfig('anthropic'));
  if (usable.openAiKey) configs.push(vendorConfig('openai'));
  const models = usable.ollamaModels?.filter((model) => !/embed|rerank/i.test(model)) ?? [];
  const talking = models.filter((model) => !completesOnly.test(model));
  const chat = preferred(talking, chatPreference) ?? models[0];
  if (chat !== undefined) {
    const completionModel = preferred(models, completionPreference) ?? chat;
    const baseUrl = usable.ollamaUrl === undefined ? {} : { baseUrl: usable.ollamaUrl };
    configs.push({ ...shared('ollama'), model: chat, completionModel, ...baseUrl });
  }
  return configs;
}

/** The configurations whose keys decide whether they are used. */
export function vendorConfig(type: 'anthropic' | 'openai'): ProviderConfig {
  const { model, completionModel } = typeDefaults[type];
  return { ...shared(type), model: model ?? '', ...(completionModel === undefined ? {} : { completionModel }) };
}

function shared(type: 'anthropic' | 'openai' | 'ollama'): Omit<ProviderConfig, 'model'> {
  return { id: type, type, label: typeDefaults[type].label, headers: {}, enabled: true };
}

/** Models that were trained to complete and not to converse; many have one beside their model for chat. */
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
