import type OpenAI from 'openai';
import type { Failure } from '../../model/failure';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../model/provider';
import type { ProviderConfig } from '../../model/providerConfig';
import { type ChatRequest, type FimRequest, holdsImages } from '../../model/request';
import type { StreamEvent } from '../../model/stream';
import { Account, type AccountDefaults, bearer, type ProviderDeps } from '../http/account';
import { type Host, hostOf, type FimEndpoint, type PrefillMark } from '../catalogue/hosts';
import { prefillOf, toChatParameters } from '../openaiProtocol/chatCompletionsParameters';
import { ChatCompletionsReader } from '../openaiProtocol/chatCompletionsReader';
import { classifyOpenAiCompatible } from '../openaiProtocol/compatibleErrors';
import { identify, type Identity } from './serverIdentity';
import { closeable } from '../http/closeable';
import { FimReader } from '../openaiProtocol/fimReader';
import { cannotComplete } from '../errors/cannotComplete';
import { cannotFillIn, noFim } from '../http/cannotFillIn';
import { fimBody, supportOf } from '../openaiProtocol/fimEndpoints';
import type { ClientPool } from '../http/clientPool';
import { modelsOf, openAiClients } from '../openaiProtocol/openaiClient';
import { withoutParameters } from '../messages/parameterRemoval';
import { TtlCache } from '../../model/async/ttlCache';
import { hostAnswerTtlMs } from '../http/hostAnswers';
import { VersionPaths } from '../openaiProtocol/versionPaths';

type Server = Extract<Identity, { ok: true }>;

/**
 * Any host that speaks Chat Completions: vLLM, LM Studio, llama.cpp, LiteLLM, OpenRouter, Mistral, DeepSeek, gateways.
 *
 * @public Its descriptor requires it, where no tool sees it.
 */
export class OpenAiCompatibleProvider implements Provider {
  readonly type = 'openai-compatible';
  readonly id: string;
  private readonly account: Account;
  private readonly host: Host;
  private readonly paths: VersionPaths;
  /** Where a prefill has a base URL of its own. */
  private readonly prefillClients: ClientPool<OpenAI> | undefined;
  private readonly servers: TtlCache<Server>;
  /** Models the host said it cannot complete with. */
  private readonly chatOnly: TtlCache<true>;

  constructor(config: ProviderConfig, deps: ProviderDeps, defaults: AccountDefaults) {
    this.id = config.id;
    this.account = new Account(config, deps, defaults, { classify: classifyOpenAiCompatible, auth: bearer });
    this.host = hostOf(this.account.baseUrl);
    this.paths = new VersionPaths(this.account.baseUrl);
    const { prefillBaseUrl } = this.host;
    this.prefillClients = prefillBaseUrl === undefined ? undefined : openAiClients(prefillBaseUrl);
    this.servers = new TtlCache({ clock: deps.clock, ttlMs: hostAnswerTtlMs });
    this.chatOnly = new TtlCache({ clock: deps.clock, ttlMs: hostAnswerTtlMs });
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.answer(model, request, closing));
  }

  fim(model: string, request: FimRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.fillIn(model, request, closing));
  }

  async fimSupport(model: string, call: CallOptions): Promise<FimSupport | Failure> {
    const found = await this.fimRoute(model, call);
    return found.ok ? supportOf(found.route) : found.failure;
  }

  async prepare(model: string, call: CallOptions): Promise<void> {
    await Promise.all([this.paths.clients.prepare(), this.fimRoute(model, call)]);
  }

  listModels(signal: AbortSignal): Promise<ModelList> {
    return this.account.listModels(signal, async (access) => {
      const client = await this.paths.clients.take(access);
      return modelsOf(client, access.signal);
    });
  }

  contextWindow(): number | undefined {
    return this.servers.get(this.account.baseUrl)?.contextWindow;
  }

  seesImages(): boolean | undefined {
    return this.servers.get(this.account.baseUrl)?.images;
  }

  private async *answer(
    model: string,
    request: ChatRequest,
    call: CallOptions,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const prefill = prefillOf(request);
    const mark = prefill === '' ? 'last-turn' : await this.prefillMark(model, call);
    if (typeof mark !== 'string') {
      yield { type: 'failed', failure: mark };
      return;
    }
    if (holdsImages(request) && this.host.fim === undefined) await this.identity(call);
    if (holdsImages(request) && this.seesImages() === false) {
      yield { type: 'failed', failure: this.account.blind(model) };
      return;
    }
    const { dialect } = this.host;
    const streamFrom = (clients: ClientPool<OpenAI>): AsyncGenerator<StreamEvent> =>
      this.account.stream<OpenAI.ChatCompletionChunk>(model, call, {
        form: 'sse',
        open: async (access) => {
          const client = await clients.take(access);
          const parameters = withoutParameters(toChatParameters(model, request, dialect, mark), call.leaveOut);
          return client.chat.completions.create(parameters, { signal: access.signal });
        },
        reader: new ChatCompletionsReader(prefill),
      });
    const ofPrefill = prefill === '' ? undefined : this.prefillClients;
    yield* ofPrefill ? streamFrom(ofPrefill) : this.paths.stream(streamFrom);
  }

  private async *fillIn(
    model: string,
    request: FimRequest,
    call: CallOptions,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const found = await this.fimRoute(model, call);
    if (!found.ok) {
      yield { type: 'failed', failure: found.failure };
      return;
    }
    const { route } = found;
    const whole = fimBody(route, model, request);
    if (route.kind === 'none' || !whole) {
      yield* cannotFillIn(this.account);
      return;
    }
    const body = withoutParameters(whole, call.leaveOut);
    yield* this.account.stream(model, call, {
      form: 'sse',
      open: async (access) => {
        const client = await this.paths.clients.take(access);
        return client.post<AsyncIterable<unknown>>(route.path, { body, stream: true, signal: access.signal });
      },
      reader: new FimReader(),
      onFault: (fault) => {
        if (!cannotComplete(fault)) return undefined;
        // llama.cpp has its route always, so another server answers here by now.
        const isOther = route.kind === 'infill' && fault.type === 'response' && fault.status === 404;
        if (isOther) this.servers.forget(this.account.baseUrl);
        else this.chatOnly.set(model, true);
        return this.account.refusal({ message: noFim(this.account) }).failure;
      },
    });
  }

  /** How this host is asked to go on from a begun answer, or the failure when it cannot be. */
  private async prefillMark(model: string, call: CallOptions): Promise<PrefillMark | Failure> {
    const refusal = { message: `${this.account.label} cannot go on from a begun answer.`, repair: 'prefill' as const };
    const mark = this.host.prefill?.(model);
    if (mark !== undefined) return mark === 'none' ? this.account.refusal(refusal).failure : mark;
    const identity = await this.identity(call);
    if (!identity.ok) return identity.failure;
    switch (identity.kind) {
      case 'llama.cpp':
        return 'last-turn';
      case 'vllm':
        return 'continue-final-message';
      case 'other':
        return this.account.refusal(refusal).failure;
    }
  }

  private async fimRoute(
    model: string,
    call: CallOptions,
  ): Promise<{ readonly ok: true; readonly route: FimEndpoint } | Extract<Identity, { ok: false }>> {
    if (this.chatOnly.get(model)) return { ok: true, route: { kind: 'none' } };
    if (this.host.fim) return { ok: true, route: this.host.fim(model) };
    const identity = await this.identity(call);
    if (!identity.ok) return identity;
    const root = this.account.baseUrl.replace(/\/v\d+$/, '');
    const { kind } = identity;
    return {
      ok: true,
      route:
        kind === 'llama.cpp'
          ? { kind: 'infill', path: `${root}/infill` }
          : { kind: 'prompt', path: '/completions', isVllm: kind === 'vllm' },
    };
  }

  private async identity(call: CallOptions): Promise<Identity> {
    const known = this.servers.get(this.account.baseUrl);
    if (known !== undefined) return known;
    const identity = await identify(this.account, call);
    if (identity.ok) this.servers.set(this.account.baseUrl, identity);
    return identity;
  }
}
