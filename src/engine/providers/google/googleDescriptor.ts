import { googleImages } from '../catalogue/imageLimits';
import { unknownModel } from '../catalogue/models';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';

export const google = {
  type: 'google',
  label: 'Google Gemini',
  baseUrl: 'https://generativelanguage.googleapis.com',
  apiKeyEnv: 'GEMINI_API_KEY',
  needsKey: true,
  keyPage: 'https://aistudio.google.com/apikey',
  // Named in the types of the official SDK, November 2026: the newest of the balanced tier, and one of the fastest.
  usualModels: { chat: 'gemini-3.8-flash', completion: 'gemini-3.1-flash-lite' },
  models: { unknown: unknownModel(8_192, { images: true }), sellsAtTablePrices: true },
  imageLimits: () => googleImages,
  address: {
    endpoints: /\/(?:models(?:\/[^/]*)?|v1beta\d?|v1alpha|v1|openai(?:\/chat\/completions)?)$/i,
    hasVersion: false,
  },
  headersBeforeThinking: true,
  load: () => (require('./googleProvider') as typeof import('./googleProvider')).GoogleProvider,
} as const satisfies ProviderDescriptor;
