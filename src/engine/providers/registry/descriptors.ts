import { anthropic } from '../anthropic/anthropicDescriptor';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { ollama } from '../ollama/ollamaDescriptor';
import { openAi } from '../openai/openaiDescriptor';
import { openAiCompatible } from '../openaiCompatible/compatibleDescriptor';

/** Every provider there is, in the order in which they are used where the user has set none. */
export const descriptors = [
  anthropic,
  openAi,
  openAiCompatible,
  ollama,
] as const satisfies readonly ProviderDescriptor[];

export type ProviderType = (typeof descriptors)[number]['type'];

/** Throws a `TypeError` for a type that no provider has. */
export function descriptorOf(type: string, among: readonly ProviderDescriptor[] = descriptors): ProviderDescriptor {
  const descriptor = among.find((each) => each.type === type);
  if (!descriptor) throw new TypeError(`There is no provider of the type ${type}.`);
  return descriptor;
}
