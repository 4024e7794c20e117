import type OpenAI from 'openai';
import type { Failure } from '../../model/failure/failure';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { type ChatRequest, type FimRequest, holdsImages } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { Account, type AccountDefaults, bearer, type ProviderDeps } from '../http/account';
import { addressOf, type FimEndpoint, type Host, type PrefillMark } from '../catalogue/host';
import { hostOf } from '../catalogue/hosts';
import { presetOf } from '../catalogue/presets/presets';
import { prefillOf, toChatParameters } from '../openaiProtocol/chatCompletionsParameters';
import { ChatCompletionsReader } from '../openaiProtocol/chatCompletionsReader';
import { classifyOpenAiCompatible } from '../openaiProtocol/compatibleErrors';
import { identify, type Identity } from './serverIdentity';
import { closeable } from '../http/closeable';
import { FimReader } from '../openaiProtocol/fimReader';
import { cannotComplete } from '../errors/refusals/cannotComplete';
import { cannotFillIn, noFim } from '../http/cannotFillIn';
import { fimBody, supportOf } from '../openaiProtocol/fimEndpoints';
import type { ClientPool } from '../http/clientPool';
import { modelsOf, openAiClients } from '../openaiProtocol/openaiClient';
import { withoutParameters } from '../messages/parameterRemoval';
import { withRefusedInWords } from '../messages/refusedChoices';
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
  readonly type: string = 'openai-compatible';
  readonly id: string;
  protected readonly account: Account;
  private readonly host: Host;
  private readonly paths: VersionPaths;
  /** Where a prefill has a base URL of its own. */
  private readonly prefillClients: ClientPool<OpenAI> | undefined;
  private readonly servers: TtlCache<Server>;
  /** Models the host said it cannot complete with. */
  private readonly chatOnly: TtlCache<true>;

  constructor(config: ProviderConfig, deps: ProviderDeps, defaults: AccountDefaults) {
    this.id = config.id;
    const preset = presetOf(config.preset);
    const needsKey = preset?.apiKeyEnv !== undefined;
    const vendor = { classify: classifyOpenAiCompatible, auth: bearer };
    this.account = new Account(config, deps, { ...defaults, needsKey }, vendor);
    this.host = hostOf(this.account.baseUrl, config.preset);
    this.paths = new VersionPaths(this.account.baseUrl);
    const { prefillAt } = this.host;
    this.prefillClients = prefillAt && openAiClients(addressOf(this.account.baseUrl, prefillAt));
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
    const described = this.host.describesItself ? this.identity(call) : undefined;
    await Promise.all([this.paths.clients.prepare(), this.fimRoute(model, call), described]);
  }

  async listModels(signal: AbortSignal): Promise<ModelList> {
    const { modelsAt } = this.host;
    const more = modelsAt && (await this.modelsAt(signal, addressOf(this.account.baseUrl, modelsAt)));
    return more?.ok ? more : this.modelsAt(signal);
  }

  private modelsAt(signal: AbortSignal, path?: string): Promise<ModelList> {
    return this.account.listModels(signal, async (access) => {
      const client = await this.paths.clients.take(access);
      return modelsOf(client, access.signal, path);
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
    const isAsked = this.host.fim === undefined || this.host.describesItself;
    if (holdsImages(request) && isAsked) await this.identity(call);
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
          const parameters = withoutParameters(
            toChatParameters(model, withRefusedInWords(request, call.leaveOut), dialect, mark),
            call.leaveOut,
          );
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
        const address = addressOf(this.account.baseUrl, route);
        const path = route.below === 'base' ? route.path : address;
        return client.post<AsyncIterable<unknown>>(path, { body, stream: true, signal: access.signal });
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
    const { kind } = identity;
    return {
      ok: true,
      route:
        kind === 'llama.cpp'
          ? { kind: 'infill', path: '/infill', below: 'root' }
          : { kind: 'prompt', path: '/completions', below: 'base', hidesTokens: kind === 'vllm' },
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
