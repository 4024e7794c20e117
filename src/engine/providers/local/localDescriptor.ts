import { unknownModel } from '../catalogue/models';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { openAiCompatible } from '../openaiCompatible/compatibleDescriptor';

/** llama.cpp's server, which Everpair fetches once and runs itself. */
export const local = {
  type: 'local',
  label: 'Local model',
  baseUrl: 'http://local-model.localhost/v1',
  apiKeyEnv: undefined,
  needsKey: false,
  ownServer: true,
  models: { unknown: unknownModel(4_096, { prefill: true }) },
  imageLimits: openAiCompatible.imageLimits,
  address: openAiCompatible.address,
  takesPrefill: () => true,
  loadsOnDemand: true,
  load: () => (require('./localProvider') as typeof import('./localProvider')).LocalProvider,
} as const satisfies ProviderDescriptor;
