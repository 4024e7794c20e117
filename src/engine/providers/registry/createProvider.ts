import type { Failure } from '../../model/failure';
import { lazy } from '../../model/lazy';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../model/provider';
import type { ProviderConfig } from '../../model/providerConfig';
import type { ChatRequest, FimRequest } from '../../model/request';
import type { StreamEvent } from '../../model/stream';
import { trustOf } from '../catalogue/trust';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import type { ProviderDeps } from '../http/account';
import { closeable } from '../http/closeable';
import { descriptorOf } from './descriptors';

/**
 * A provider for a checked configuration. Neither its protocol's code nor an SDK is loaded before the first call. Throws a
 * `TypeError` for a type that no provider has, and where a base URL is missing.
 */
export function createProvider(
  config: ProviderConfig,
  deps: ProviderDeps,
  descriptor: ProviderDescriptor = descriptorOf(config.type),
): Provider {
  if ((config.baseUrl ?? descriptor.baseUrl) === undefined) {
    throw new TypeError(`Provider ${config.id} has no base URL.`);
  }
  return new LazyProvider(config, deps, descriptor);
}

class LazyProvider implements Provider {
  readonly id: string;
  readonly type: string;
  readonly warmUp: Provider['warmUp'];
  private loaded: Provider | undefined;

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
    private readonly descriptor: ProviderDescriptor,
  ) {
    this.id = config.id;
    this.type = config.type;
    if (descriptor.loadsOnDemand) {
      this.warmUp = async (...call) => (await this.implementation()).warmUp?.(...call) ?? false;
    }
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return this.streamed(call, (provider, rest) => provider.chat(model, request, rest));
  }

  fim(model: string, request: FimRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return this.streamed(call, (provider, rest) => provider.fim(model, request, rest));
  }

  async fimSupport(model: string, call: CallOptions): Promise<FimSupport | Failure> {
    return (await this.implementation()).fimSupport(model, call);
  }

  async prepare(model: string, call: CallOptions): Promise<void> {
    await (await this.implementation()).prepare?.(model, call);
  }

  async listModels(signal: AbortSignal): Promise<ModelList> {
    return (await this.implementation()).listModels(signal);
  }

  contextWindow(model: string): number | undefined {
    return this.loaded?.contextWindow?.(model);
  }

  private streamed(
    call: CallOptions,
    open: (provider: Provider, call: CallOptions) => AsyncIterable<StreamEvent>,
  ): AsyncIterable<StreamEvent> {
    if (this.loaded) return open(this.loaded, call);
    const { implementation } = this;
    return closeable(call, async function* (closing) {
      yield* open(await implementation(), closing);
    });
  }

  private readonly implementation = lazy(async () => {
    const { config, deps, descriptor } = this;
    const Implementation = await descriptor.load();
    const inner = new Implementation(config, deps, descriptor);
    if (!deps.forwarding || !mayBeOllama(config, descriptor)) this.loaded = inner;
    else {
      const { ForwardingGuard } = await import('../ollama/forwardingGuard');
      this.loaded = new ForwardingGuard(inner, config, deps, deps.forwarding);
    }
    return this.loaded;
  });
}

/** A server of the user's own that is asked in another protocol than Ollama's. */
function mayBeOllama({ baseUrl }: ProviderConfig, { spokenByOllama }: ProviderDescriptor): boolean {
  if (spokenByOllama === undefined || baseUrl === undefined) return false;
  const { hostname, port } = new URL(baseUrl);
  return trustOf(hostname) !== 'cloud' && (spokenByOllama === 'at-any-port' || port === ollamaPort);
}

/** The vendors' own protocols at any other port are those of gateways, which have no more to say. */
const ollamaPort = '11434';
