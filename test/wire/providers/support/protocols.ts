import { systemClock } from '../../../../src/engine/model/async/clock';
import type { Provider } from '../../../../src/engine/model/provider/provider';
import type { ProviderConfig } from '../../../../src/engine/model/provider/providerConfig';
import { descriptorOf, type ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import type { ProviderDeps } from '../../../../src/engine/providers/http/account';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import { bedrock, gemini, messages, openAi } from './cloudProtocols';
import { chatCompletions, ollama, ownServer } from './serverProtocols';
import type { WireProtocol } from './wireProtocol';

const vertexPath = '/v1/projects/p/locations/global';

export const wireProtocols: readonly WireProtocol[] = [
  messages,
  openAi,
  // The same by the reference, at other paths: https://learn.microsoft.com/azure/ai-foundry/openai/latest.
  { ...openAi, type: 'azure-openai', basePath: '' },
  // https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference and …/partner-models/claude.
  { ...gemini, type: 'google-vertex', basePath: vertexPath },
  { ...messages, type: 'anthropic-vertex', basePath: vertexPath },
  gemini,
  bedrock,
  chatCompletions,
  ownServer,
  ollama,
];

/** Where each has its host. */
export const baseUrls: Readonly<Record<ProviderType, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com/v1',
  google: 'https://generativelanguage.googleapis.com',
  bedrock: 'https://bedrock-runtime.us-east-1.amazonaws.com',
  'azure-openai': 'https://contoso.openai.azure.com',
  'google-vertex': 'https://aiplatform.googleapis.com/v1/projects/p/locations/global',
  'anthropic-vertex': 'https://aiplatform.googleapis.com/v1/projects/p/locations/global',
  'openai-compatible': 'https://host.example.com/v1',
  ollama: 'http://127.0.0.1:11434',
  local: 'http://127.0.0.1:8080/v1',
};

/** For a configuration at the vendor's own host: only types without one name it. */
export function hostOfUser(type: ProviderType): string | undefined {
  return descriptorOf(type).baseUrl === undefined ? baseUrls[type] : undefined;
}

export function providerAt(
  protocol: Pick<WireProtocol, 'type' | 'model' | 'basePath'>,
  origin: string,
  more: { readonly config?: Partial<ProviderConfig>; readonly deps?: Partial<ProviderDeps> } = {},
): Provider {
  const config: ProviderConfig = {
    id: 'p',
    type: protocol.type,
    model: protocol.model,
    baseUrl: `${origin}${protocol.basePath}`,
    label: 'Provider',
    headers: {},
    enabled: true,
    ...more.config,
  };
  return createProvider(config, { apiKey: () => Promise.resolve('test-key'), fetch, clock: systemClock, ...more.deps });
}
