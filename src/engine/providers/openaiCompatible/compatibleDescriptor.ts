import { hostOf } from '../catalogue/hosts';
import { imageLimitsAt } from '../catalogue/imageLimits';
import { unknownModel } from '../catalogue/models';
import { trustOf } from '../catalogue/trust';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';

export const openAiCompatible = {
  type: 'openai-compatible',
  label: 'OpenAI-compatible host',
  baseUrl: undefined,
  apiKeyEnv: undefined,
  needsKey: false,
  // Each host has prices of its own.
  models: { unknown: unknownModel(4_096, {}) },
  imageLimits: imageLimitsAt,
  address: {
    endpoints: /\/(?:chat\/completions|fim\/completions|completions|responses|models|embeddings|messages)$/i,
    hasVersion: true,
  },
  takesPrefill,
  spokenByOllama: 'at-any-port',
  load: () => (require('./compatibleProvider') as typeof import('./compatibleProvider')).OpenAiCompatibleProvider,
} as const satisfies ProviderDescriptor;

/**
 * On a host of the user's own the server's template does it, and the provider finds out which server it is; a gateway may
 * take the turn for a closed one.
 */
function takesPrefill(baseUrl: URL, model: string, known: boolean): boolean {
  const mark = hostOf(baseUrl.href).prefill?.(model);
  return mark === undefined ? trustOf(baseUrl.hostname) !== 'cloud' : known && mark !== 'none';
}
