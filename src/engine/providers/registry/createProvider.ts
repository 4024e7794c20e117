import type { Failure } from '../../model/failure';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../model/provider';
import type { ProviderConfig } from '../../model/providerConfig';
import type { ChatRequest, FimRequest } from '../../model/request';
import type { StreamEvent } from '../../model/stream';
import type { ProviderDeps } from '../http/account';

/** A provider for a checked configuration. Neither its protocol's code nor an SDK is loaded before the first call. */
export function createProvider(config: ProviderConfig, deps: ProviderDeps): Provider {
  if (config.type === 'openai-compatible' && config.baseUrl === undefined) {
    throw new TypeError(`Provider ${config.id} has no base URL.`);
  }
  return new LazyProvider(config, deps);
}

class LazyProvider implements Provider {
  readonly id: string;
  readonly type: Provider['type'];
  readonly warmUp: Provider['warmUp'];
  private loaded: Provider | undefined;

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
  ) {
    this.id = config.id;
    this.type = config.type;
    if (config.type === 'ollama') {
      this.warmUp = (...call) => this.implementation().warmUp?.(...call) ?? Promise.resolve(false);
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

  private implementation(): Provider {
    this.loaded ??= implementations().implementationOf(this.config, this.deps);
    return this.loaded;
  }
}

/** A bundle of its own, see scripts/build.mjs; a function that returns a stream cannot wait for an import. */
function implementations(): typeof import('./implementations') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./implementations') as typeof import('./implementations');
}
