import type { Failure } from '../../model/failure/failure';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { ChatRequest, FimRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { trustOf } from '../catalogue/trust';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import type { ProviderDeps } from '../http/account';
import { knownBaseUrl } from '../http/baseUrl';
import { loadForwardingGuard } from '../ollama/ollamaDescriptor';
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
  if (knownBaseUrl(config, descriptor) === undefined) {
    throw new TypeError(`Provider ${config.id} has no base URL.`);
  }
  return new LazyProvider(config, deps, descriptor);
}

class LazyProvider implements Provider {
  readonly id: string;
  readonly type: string;
  readonly warmUp: Provider['warmUp'];
  readonly unload: Provider['unload'];
  private loaded: Provider | undefined;

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
    private readonly descriptor: ProviderDescriptor,
  ) {
    this.id = config.id;
    this.type = config.type;
    if (descriptor.loadsOnDemand) {
      this.warmUp = (...call) => this.implementation().warmUp?.(...call) ?? Promise.resolve(false);
      this.unload = (...call) => this.implementation().unload?.(...call) ?? Promise.resolve(false);
    }
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return this.implementation().chat(model, request, call);
  }

  fim(model: string, request: FimRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return this.implementation().fim(model, request, call);
  }

  fimSupport(model: string, call: CallOptions): Promise<FimSupport | Failure> {
    return this.implementation().fimSupport(model, call);
  }

  async prepare(model: string, call: CallOptions): Promise<void> {
    await this.implementation().prepare?.(model, call);
  }

  listModels(signal: AbortSignal): Promise<ModelList> {
    return this.implementation().listModels(signal);
  }

  contextWindow(model: string): number | undefined {
    return this.loaded?.contextWindow?.(model);
  }

  seesImages(model: string): boolean | undefined {
    return this.loaded?.seesImages?.(model);
  }

  private implementation(): Provider {
    this.loaded ??= load(this.config, this.deps, this.descriptor);
    return this.loaded;
  }
}

function load(config: ProviderConfig, deps: ProviderDeps, descriptor: ProviderDescriptor): Provider {
  const Implementation = descriptor.load();
  const provider = new Implementation(config, deps, descriptor);
  if (!deps.forwarding || !mayBeOllama(config, descriptor)) return provider;
  const ForwardingGuard = loadForwardingGuard();
  return new ForwardingGuard(provider, config, deps, deps.forwarding);
}

/** A server of the user's own that is asked in another protocol than Ollama's. */
function mayBeOllama({ baseUrl }: ProviderConfig, { spokenByOllama }: ProviderDescriptor): boolean {
  if (spokenByOllama === undefined || baseUrl === undefined) return false;
  const { hostname, port } = new URL(baseUrl);
  return trustOf(hostname) !== 'cloud' && (spokenByOllama === 'at-any-port' || port === ollamaPort);
}

/** The vendors' own protocols at any other port are those of gateways, which have no more to say. */
const ollamaPort = '11434';
