import type { CallOptions, FimSupport, ModelList, Provider } from '../../model/provider/provider';
import type { Failure } from '../../model/failure/failure';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { ChatRequest, FimRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { Account, bearer, type ProviderDeps } from '../http/account';
import { classifyOllama } from './ollamaErrors';
import { closeable } from '../http/closeable';
import { believedForMs, forwardedBy, type ForwardingNotes, refusalOf } from '../catalogue/forwardedModels';
import { TtlCache } from '../../model/async/ttlCache';

/**
 * Asks a server of the user's own, before it gets text, whether it is an Ollama that forwards the model: Ollama speaks other
 * protocols too, and forwards the same models there.
 *
 * @public Its descriptor requires it, where no tool sees it.
 */
export class ForwardingGuard implements Provider {
  readonly id: string;
  readonly type: Provider['type'];
  private readonly account: Account;
  private readonly stays: TtlCache<true>;

  constructor(
    private readonly inner: Provider,
    config: ProviderConfig,
    deps: ProviderDeps,
    private readonly notes: ForwardingNotes,
  ) {
    this.id = inner.id;
    this.type = inner.type;
    const { origin } = new URL(config.baseUrl ?? '');
    // The question needs neither key nor headers.
    this.account = new Account(
      { ...config, baseUrl: origin, headers: {} },
      { ...deps, apiKey: () => Promise.resolve(undefined) },
      { baseUrl: undefined, apiKeyEnv: undefined, needsKey: false },
      { classify: classifyOllama, auth: bearer },
    );
    this.stays = new TtlCache({ clock: deps.clock, ttlMs: believedForMs });
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.guarded(model, closing, () => this.inner.chat(model, request, closing)));
  }

  fim(model: string, request: FimRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.guarded(model, closing, () => this.inner.fim(model, request, closing)));
  }

  fimSupport(model: string, call: CallOptions): Promise<FimSupport | Failure> {
    return this.inner.fimSupport(model, call);
  }

  async prepare(model: string, call: CallOptions): Promise<void> {
    await Promise.all([this.inner.prepare?.(model, call), this.refusal(model, call)]);
  }

  listModels(signal: AbortSignal): Promise<ModelList> {
    return this.inner.listModels(signal);
  }

  contextWindow(model: string): number | undefined {
    return this.inner.contextWindow?.(model);
  }

  seesImages(model: string): boolean | undefined {
    return this.inner.seesImages?.(model);
  }

  private async *guarded(
    model: string,
    call: CallOptions,
    open: () => AsyncIterable<StreamEvent>,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const failure = await this.refusal(model, call);
    if (failure) yield { type: 'failed', failure };
    else yield* open();
  }

  /** Undefined: the model is where it is trusted, or its server is no Ollama. */
  private async refusal(model: string, call: CallOptions): Promise<Failure | undefined> {
    if (this.stays.get(model) === true) return undefined;
    const answer = await this.account.ask(model, call, async ({ fetch }) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model }) };
      return (await fetch(`${this.account.baseUrl}/api/show`, init)).json() as Promise<unknown>;
    });
    if (!answer.ok) {
      const { kind, status } = answer.failure;
      if (kind === 'not-allowed' || kind === 'cancelled') return answer.failure;
      // Another answer comes from no Ollama. A server that does not answer will not answer the request either.
      if (status !== undefined || kind === 'not-protocol') this.stays.set(model, true);
      return undefined;
    }
    const refused = refusalOf(this.account.label, model, forwardedBy(answer.value), this.notes);
    if (!refused) this.stays.set(model, true);
    return refused;
  }
}
