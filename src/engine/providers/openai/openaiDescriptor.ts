import { openAiImages } from '../catalogue/imageLimits';
import { unknownModel } from '../catalogue/models';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';

export const openAi = {
  type: 'openai',
  label: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  apiKeyEnv: 'OPENAI_API_KEY',
  needsKey: true,
  keyPage: 'https://platform.openai.com/api-keys',
  // Named in the types of the official SDK, November 2026: the balanced tier and the fastest, both of the newest generation.
  usualModels: { chat: 'gpt-5.6-terra', completion: 'gpt-5.6-luna' },
  models: { unknown: unknownModel(16_384, { images: true }), sellsAtTablePrices: true },
  imageLimits: () => openAiImages,
  address: {
    endpoints: /\/(?:chat\/completions|chat|completions|responses|models|embeddings|messages)$/i,
    hasVersion: true,
  },
  spokenByOllama: 'at-its-port',
  headersBeforeThinking: true,
  load: () => (require('./openaiProvider') as typeof import('./openaiProvider')).OpenAiProvider,
} as const satisfies ProviderDescriptor;
