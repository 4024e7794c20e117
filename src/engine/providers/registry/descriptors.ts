import { anthropic } from '../anthropic/anthropicDescriptor';
import { azureOpenAi } from '../azure/azureDescriptor';
import { bedrock } from '../bedrock/bedrockDescriptor';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { google } from '../google/googleDescriptor';
import { local } from '../local/localDescriptor';
import { ollama } from '../ollama/ollamaDescriptor';
import { openAi } from '../openai/openaiDescriptor';
import { claudeOnVertex } from '../vertex/claudeOnVertexDescriptor';
import { geminiOnVertex } from '../vertex/geminiOnVertexDescriptor';
import { openAiCompatible } from '../openaiCompatible/compatibleDescriptor';

/** Every provider there is, in the order in which they are used where the user has set none. */
export const descriptors = [
  anthropic,
  openAi,
  google,
  bedrock,
  azureOpenAi,
  geminiOnVertex,
  claudeOnVertex,
  openAiCompatible,
  ollama,
  local,
] as const satisfies readonly ProviderDescriptor[];

export type ProviderType = (typeof descriptors)[number]['type'];

/** Throws a `TypeError` for a type that no provider has. */
export function descriptorOf(type: string, among: readonly ProviderDescriptor[] = descriptors): ProviderDescriptor {
  const descriptor = among.find((each) => each.type === type);
  if (!descriptor) throw new TypeError(`There is no provider of the type ${type}.`);
  return descriptor;
}
