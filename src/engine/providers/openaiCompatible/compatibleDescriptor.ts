import { hostOf } from '../catalogue/hosts';
import { presetOf } from '../catalogue/presets/presets';
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
  listsPrices: (baseUrl, presetId) => hostOf(baseUrl.href, presetId).listsPrices === true,
  hasPresets: true,
  spokenByOllama: 'at-any-port',
  load: () => (require('./compatibleProvider') as typeof import('./compatibleProvider')).OpenAiCompatibleProvider,
} as const satisfies ProviderDescriptor;

/**
 * On a server of the user's own its template does it for any model, and the provider finds out which server it is where no
 * preset says it; a gateway may take the turn for a closed one.
 */
function takesPrefill(baseUrl: URL, model: string, known: boolean, presetId: string | undefined): boolean {
  const mark = hostOf(baseUrl.href, presetId).prefill?.(model);
  if (mark === undefined) return trustOf(baseUrl.hostname) !== 'cloud';
  return mark !== 'none' && (known || presetOf(presetId)?.isServer === true);
}
