import { anthropicImages } from '../catalogue/imageLimits';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { anthropicModels } from './anthropicModels';

export const anthropic = {
  type: 'anthropic',
  label: 'Anthropic',
  baseUrl: 'https://api.anthropic.com',
  apiKeyEnv: 'ANTHROPIC_API_KEY',
  needsKey: true,
  keyPage: 'https://platform.claude.com/settings/keys',
  // Named in the types of the official SDK, November 2026: the balanced tier and the fastest, both of the newest generation.
  usualModels: { chat: 'claude-sonnet-5-5', completion: 'claude-haiku-5-5' },
  models: anthropicModels,
  imageLimits: () => anthropicImages,
  address: { endpoints: /\/(?:messages(?:\/count_tokens)?|models|complete|v1)$/i, hasVersion: false },
  spokenByOllama: 'at-its-port',
  headersBeforeThinking: true,
  load: () => (require('./anthropicProvider') as typeof import('./anthropicProvider')).AnthropicProvider,
} as const satisfies ProviderDescriptor;
