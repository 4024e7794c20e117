import type { Provider } from '../../model/provider';
import type { ProviderConfig } from '../../model/providerConfig';
import type { ProviderDeps } from '../http/account';
import { AnthropicProvider } from '../anthropic/anthropicProvider';
import { trustOf } from '../catalogue/trust';
import { ForwardingGuard } from '../ollama/forwardingGuard';
import { OllamaProvider } from '../ollama/ollamaProvider';
import { OpenAiProvider } from '../openai/openaiProvider';
import { OpenAiCompatibleProvider } from '../openaiCompatible/compatibleProvider';

/**
 * The implementation of a checked configuration's protocol. Loads no SDK before the first call.
 *
 * @public Required by `registry.ts` at the first call, where no tool sees it.
 */
export function implementationOf(config: ProviderConfig, deps: ProviderDeps): Provider {
  const inner = protocolOf(config, deps);
  return deps.forwarding && mayBeOllama(config) ? new ForwardingGuard(inner, config, deps, deps.forwarding) : inner;
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
