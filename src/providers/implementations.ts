import type { Provider } from '../engine/model/provider';
import type { ProviderConfig } from '../engine/model/providerConfig';
import type { ProviderDeps } from './account';
import { AnthropicProvider } from './anthropic';
import { trustOf } from './catalogue';
import { HandedOnGuard } from './handedOnGuard';
import { OllamaProvider } from './ollama';
import { OpenAiProvider } from './openai';
import { OpenAiCompatibleProvider } from './openaiCompatible';

/**
 * The implementation of a checked configuration's protocol. Loads no SDK before the first call.
 *
 * @public Required by `registry.ts` at the first call, where no tool sees it.
 */
export function implementationOf(config: ProviderConfig, deps: ProviderDeps): Provider {
  const inner = protocolOf(config, deps);
  return deps.handedOn && mayBeOllama(config) ? new HandedOnGuard(inner, config, deps, deps.handedOn) : inner;
}

/** A server of the user's own that is asked in another protocol than Ollama's. */
function mayBeOllama({ type, baseUrl }: ProviderConfig): boolean {
  if (type === 'ollama' || baseUrl === undefined) return false;
  const { hostname, port } = new URL(baseUrl);
  return trustOf(hostname) !== 'cloud' && (type === 'openai-compatible' || port === ollamaPort);
}

/** The vendors' own protocols at any other port are those of gateways, which have no more to say. */
const ollamaPort = '11434';

function protocolOf(config: ProviderConfig, deps: ProviderDeps): Provider {
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
