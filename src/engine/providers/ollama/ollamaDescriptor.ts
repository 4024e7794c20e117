import { ollamaImages } from '../catalogue/imageLimits';
import { unknownModel } from '../catalogue/models';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { ollamaAddress, ollamaPlaces, ollamaUrl } from './ollamaHost';
import { chooseModels } from './modelChoice';

export const ollama = {
  type: 'ollama',
  label: 'Ollama',
  baseUrl: 'http://127.0.0.1:11434',
  apiKeyEnv: undefined,
  needsKey: false,
  localServer: { addressVariable: 'OLLAMA_HOST', baseUrlIn: ollamaUrl, places: ollamaPlaces, choose: chooseModels },
  models: { unknown: unknownModel(4_096, { prefill: true }) },
  imageLimits: () => ollamaImages,
  address: ollamaAddress,
  forwardsModels: true,
  loadsOnDemand: true,
  putsTextIntoTemplate: true,
  installCommand: (model: string) => `ollama pull ${model}`,
  load: () => (require('./ollamaProvider') as typeof import('./ollamaProvider')).OllamaProvider,
} as const satisfies ProviderDescriptor;

export function loadForwardingGuard(): typeof import('./forwardingGuard').ForwardingGuard {
  return (require('./forwardingGuard') as typeof import('./forwardingGuard')).ForwardingGuard;
}
