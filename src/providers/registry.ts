import type { Provider } from '../model/provider';
import type { ProviderConfig } from '../model/providerConfig';
import type { ProviderDeps } from './account';
import { AnthropicProvider } from './anthropic';
import { OllamaProvider } from './ollama';
import { OpenAiProvider } from './openai';
import { OpenAiCompatibleProvider } from './openaiCompatible';

/** A provider for a checked configuration. Loads no SDK and makes no request before the first call. */
export function createProvider(config: ProviderConfig, deps: ProviderDeps): Provider {
  switch (config.type) {
    case 'anthropic':
      return new AnthropicProvider(config, deps);
    case 'openai':
      return new OpenAiProvider(config, deps);
    case 'openai-compatible':
      if (config.baseUrl === undefined) throw new TypeError(`Provider ${config.id} has no base URL.`);
      return new OpenAiCompatibleProvider(config, deps);
    case 'ollama':
      return new OllamaProvider(config, deps);
  }
}
