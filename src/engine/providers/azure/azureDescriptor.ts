import { openAiImages } from '../catalogue/imageLimits';
import { unknownModel } from '../catalogue/models';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { entraScopes } from './entraScopes';

export const azureOpenAi = {
  type: 'azure-openai',
  label: 'Azure OpenAI',
  // Each user has a host of their own.
  baseUrl: undefined,
  baseUrlExample: 'https://contoso.openai.azure.com',
  // https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle, as the SDK reads it, too.
  apiKeyEnv: 'AZURE_OPENAI_API_KEY',
  needsKey: true,
  ownFields: ['apiVersion', 'tenant'],
  // At OpenAI's prices where the deployment is a global one.
  models: { unknown: unknownModel(16_384, { images: true }), sellsAtTablePrices: true },
  imageLimits: () => openAiImages,
  // The portal shows the address of one deployment, or of a project; what follows the host is put there by the provider.
  address: {
    endpoints:
      /\/(?:openai|v1|deployments(?:\/[^/]+)?|chat\/completions|completions|responses|models|api\/projects\/[^/]+)$/i,
    hasVersion: false,
  },
  headersBeforeThinking: true,
  signInScopes: entraScopes,
  load: () => (require('./azureProvider') as typeof import('./azureProvider')).AzureOpenAiProvider,
} as const satisfies ProviderDescriptor;
