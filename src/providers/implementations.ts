import type { Provider } from '../model/provider';
import type { ProviderConfig } from '../model/providerConfig';
import type { ProviderDeps } from './account';
import { AnthropicProvider } from './anthropic';
import { OllamaProvider } from './ollama';
import { OpenAiProvider } from './openai';
import { OpenAiCompatibleProvider } from './openaiCompatible';

/**
 * The implementation of a checked configuration's protocol. Loads no SDK before the first call.
 *
 * @public Required by `registry.ts` at the first call, where no tool sees it.
 */
export function implementationOf(config: ProviderConfig, deps: ProviderDeps): Provider {
  switch (config.type) {
    case 'anthropic':
      return new AnthropicProvider(config, deps);
    case 'openai':
      return new OpenAiProvider(config, deps);
    case 'openai-compatible':
      return new OpenAiCompatibleProvider(config, deps);
    case 'ollama':
      return new OllamaProvider(config, deps);
  }
}
