import { bedrockImages } from '../catalogue/imageLimits';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { bedrockModels, regionalBaseUrl } from './bedrockFacts';

export const bedrock = {
  type: 'bedrock',
  label: 'Amazon Bedrock',
  // Of no region: the one of the machine's variables or of the profile takes its place when a request is sent.
  baseUrl: 'https://bedrock-runtime.amazonaws.com',
  regionalBaseUrl,
  ownFields: ['region', 'profile'],
  apiKeyEnv: 'AWS_BEARER_TOKEN_BEDROCK',
  // Without one the machine's AWS credentials are used.
  needsKey: false,
  machineAccount: 'AWS',
  // Inference profiles that every commercial region has, November 2026: the balanced tier, and the newest fast one that is named.
  usualModels: {
    chat: 'global.anthropic.claude-sonnet-5-5',
    completion: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  },
  models: bedrockModels,
  imageLimits: () => bedrockImages,
  // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prefill.html knows of no other family that goes on from it.
  takesPrefill: (_url, model, known) => known && /claude/i.test(model),
  address: {
    endpoints: /\/(?:model(?:\/[^/]*(?:\/(?:converse|invoke)[\w-]*)?)?)$/i,
    hasVersion: false,
  },
  load: () => (require('./bedrockProvider') as typeof import('./bedrockProvider')).BedrockProvider,
} as const satisfies ProviderDescriptor;
