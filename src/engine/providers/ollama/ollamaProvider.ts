import type { ChatResponse, GenerateResponse, Ollama } from 'ollama/browser';
import type { Failure } from '../../model/failure/failure';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { type ChatRequest, type FimRequest, holdsImages } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { countOf } from '../../model/stream/streamCheck';
import { estimateRequestTokens } from '../../model/request/tokenEstimate';
import { type Access, Account, type AccountDefaults, bearer, type ProviderDeps } from '../http/account';
import { classifyOllama } from './ollamaErrors';
import { closeable } from '../http/closeable';
import { cannotComplete } from '../errors/refusals/cannotComplete';
import { cannotFillIn, noFim } from '../http/cannotFillIn';
import { believedForMs, forwardedBy, forwardedByName, refusalOf } from '../catalogue/forwardedModels';
import { isForChat } from '../catalogue/chatModels';
import { isMissingPath } from '../errors/refusals/missingPath';
import { chatWindow, fimWindow, OllamaWindows, smallestWindowTokens } from './ollamaWindows';
import { neverCut, toOllamaChat, toOllamaFim, toOptions } from './ollamaRequests';
import { isUnusedSince } from './ollamaMemory';
import { OllamaChatReader, OllamaGenerateReader } from './ollamaReaders';
import { withoutParameters } from '../messages/parameterRemoval';
import { withRefusedInWords } from '../messages/refusedChoices';
import { TtlCache } from '../../model/async/ttlCache';
import { listOf } from '../../model/text/jsonValue';
import { lazy } from '../../model/async/lazy';

const sdk = lazy(() => import('ollama/browser'));

/** What a model says of itself. */
interface About {
  readonly fim: FimSupport;
  /** Tokens. */
  readonly contextWindow: number | undefined;
  /** Sees images; undefined where an old version does not tell. */
  readonly images: boolean | undefined;
  /** Host the model runs at, where this one only hands requests on. */
  readonly forwardedTo: string | undefined;
}

type Asked = { readonly ok: true; readonly value: About } | { readonly ok: false; readonly failure: Failure };

/**
 * Ollama through its official client: chat, and fill in the middle through its own `suffix` or a raw template.
 *
 * @public Its descriptor requires it, where no tool sees it.
 */
export class OllamaProvider implements Provider {
  readonly type = 'ollama';
  readonly id: string;
  private readonly account: Account;
  private readonly models: TtlCache<About>;
  /** Models for which the host sends no readable description. */
  private readonly silent: TtlCache<true>;
  private readonly windows = new OllamaWindows();

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
    defaults: AccountDefaults,
  ) {
    this.id = config.id;
    this.account = new Account(config, deps, defaults, { classify: classifyOllama, auth: bearer, errorEvent });
    this.models = new TtlCache({ clock: deps.clock, ttlMs: believedForMs });
    this.silent = new TtlCache({ clock: deps.clock, ttlMs: believedForMs });
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.answer(model, request, closing));
  }

  fim(model: string, request: FimRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.fillIn(model, request, closing));
  }

  async fimSupport(model: string, call: CallOptions): Promise<FimSupport | Failure> {
    const about = await this.about(model, call);
    return about.ok ? about.value.fim : about.failure;
  }

  async prepare(model: string, call: CallOptions): Promise<void> {
    await this.about(model, call);
  }

  listModels(signal: AbortSignal): Promise<ModelList> {
    return this.account.listModels(signal, async (access) => {
      const { models } = await (await this.client(access)).list();
      return models.map((model) => ({
        id: model.name,
        forwardedTo: forwardedBy(model) ?? forwardedByName(model.name),
        ...(isForChat(model.name, model) ? {} : { chats: false as const }),
      }));
    });
  }

  async warmUp(model: string, keepAliveMs: number, signal: AbortSignal): Promise<boolean> {
    const answer = await this.account.ask(model, { signal }, async (access) => {
      const client = await this.client(access);
      const keep_alive = `${Math.round(keepAliveMs / 1000)}s`;
      // With another window or `shift` the first request would load the model again.
      const options = { num_ctx: this.window(model, 0) };
      const { shift } = neverCut;
      const load = { model, prompt: '', stream: false as const, keep_alive, options, shift };
      return client.generate(load);
    });
    return answer.ok;
  }

  async unload(model: string, expiresAt: number, signal: AbortSignal): Promise<boolean> {
    const running = await this.account.ask(model, { signal }, async (access) => (await this.client(access)).ps());
    if (!running.ok || !isUnusedSince(running.value, model, expiresAt)) return false;
    const answer = await this.account.ask(model, { signal }, async (access) =>
      (await this.client(access)).generate({ model, prompt: '', stream: false, keep_alive: 0 }),
    );
    return answer.ok;
  }

  private async *answer(
    model: string,
    request: ChatRequest,
    call: CallOptions,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const failure = await this.mayNotConverse(model, call);
    if (failure) {
      yield { type: 'failed', failure };
      return;
    }
    const needed = chatWindow(request);
    // The runtime cuts what does not fit, and drops images that its model cannot see, without a word.
    const hasImages = holdsImages(request);
    if (needed > smallestWindowTokens || hasImages) await this.about(model, call);
    if (hasImages && this.seesImages(model) === false) {
      yield { type: 'failed', failure: this.account.blind(model) };
      return;
    }
    const holds = this.contextWindow(model);
    if (holds !== undefined && estimateRequestTokens(request) > holds) {
      yield { type: 'failed', failure: this.tooLong(model, holds) };
      return;
    }
    const options = toOptions(this.window(model, needed), request);
    const body = withoutParameters(
      { ...toOllamaChat(model, withRefusedInWords(request, call.leaveOut)), options },
      call.leaveOut,
    );
    const answers = this.account.stream<ChatResponse>(model, call, {
      form: 'ndjson',
      open: async (access) => untilEnd(await (await this.client(access)).chat(body)),
      reader: new OllamaChatReader(),
    });
    yield* this.growing(model, answers);
  }

  private tooLong(model: string, contextWindowTokens: number): Failure {
    const message = `The request is too long for ${model} at ${this.account.label}, which holds ${contextWindowTokens} tokens.`;
    return { kind: 'context-exceeded', scope: 'request', message, contextWindowTokens };
  }

  /** Undefined: the model is where it is trusted, or its host is none that would hand it on. */
  private async mayNotConverse(model: string, call: CallOptions): Promise<Failure | undefined> {
    if (!this.deps.forwarding || this.silent.get(model) === true) return undefined;
    const about = await this.about(model, call);
    if (about.ok) return undefined;
    if (!tellsNothing(about.failure)) return about.failure;
    this.silent.set(model, true);
    return undefined;
  }

  private async *fillIn(
    model: string,
    request: FimRequest,
    call: CallOptions,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const about = await this.about(model, call);
    if (!about.ok) {
      yield { type: 'failed', failure: about.failure };
      return;
    }
    const body = toOllamaFim(model, request, about.value.fim);
    if (!body) {
      yield* cannotFillIn(this.account);
      return;
    }
    const options = toOptions(this.window(model, fimWindow(request)), { ...request, stop: body.stop });
    const answers = this.account.stream<GenerateResponse>(model, call, {
      form: 'ndjson',
      open: async (access) =>
        untilEnd(
          await (await this.client(access)).generate(withoutParameters({ ...body.request, options }, call.leaveOut)),
        ),
      reader: new OllamaGenerateReader(),
      onFault: (fault) =>
        cannotComplete(fault) ? this.account.refusal({ message: noFim(this.account) }).failure : undefined,
    });
    yield* this.growing(model, answers);
  }

  seesImages(model: string): boolean | undefined {
    return this.models.get(model)?.images;
  }

  contextWindow(model: string): number | undefined {
    return this.models.get(model)?.contextWindow;
  }

  private window(model: string, needed: number): number {
    return this.windows.next(model, needed, this.largestWindow(model));
  }

  /** Tokens: the prompt is fitted to what the user has set, so that no larger window is loaded. */
  private largestWindow(model: string): number {
    return Math.min(this.contextWindow(model) ?? Infinity, this.config.contextWindow ?? Infinity);
  }

  private async *growing(model: string, answers: AsyncIterable<StreamEvent>): AsyncGenerator<StreamEvent> {
    for await (const event of answers) {
      if (event.type !== 'failed') yield event;
      else yield { ...event, failure: this.windows.outgrown(model, event.failure, this.largestWindow(model)) };
    }
  }

  private async about(model: string, call: CallOptions): Promise<Asked> {
    const known = this.models.get(model);
    if (known) return this.staysWhereItIsTrusted(model, known);
    const host = { isImitation: false };
    const answer = await this.account.ask(
      model,
      call,
      async (access) => readAbout(await (await this.client(access)).show({ model })),
      (fault) => {
        host.isImitation = isMissingPath(fault);
        return undefined;
      },
    );
    const about = host.isImitation ? ({ ok: true, value: chatOnly } as const) : answer;
    if (!about.ok) return about;
    this.models.set(model, about.value);
    return this.staysWhereItIsTrusted(model, about.value);
  }

  private staysWhereItIsTrusted(model: string, value: About): Asked {
    const failure = refusalOf(this.account.label, model, value.forwardedTo, this.deps.forwarding);
    return failure ? { ok: false, failure } : { ok: true, value };
  }

  private async client({ fetch }: Access): Promise<Ollama> {
    // The build for browsers: the one for Node would read an image that looks like a path from the disk.
    const { Ollama: Client } = await sdk();
    return new Client({ host: this.account.baseUrl, fetch });
  }
}

/** A success that is no description of a model: the host is no Ollama, and so hands nothing on. Its chat may be sound. */
function tellsNothing({ kind }: Failure): boolean {
  return kind === 'not-protocol' || kind === 'empty' || kind === 'in-stream' || kind === 'stream-cut';
}

/** What is known of a model at a host that speaks Ollama's protocol and does not tell of models. */
const chatOnly: About = { fim: 'none', contextWindow: undefined, images: undefined, forwardedTo: undefined };

/** `/api/show`: https://docs.ollama.com/api#show-model-information. Old versions tell no capabilities. */
function readAbout(shown: {
  readonly capabilities?: unknown;
  readonly template?: unknown;
  readonly model_info?: unknown;
}): About {
  const capabilities = Array.isArray(shown.capabilities) ? listOf(shown.capabilities) : undefined;
  const fills =
    capabilities?.includes('insert') === true ||
    (typeof shown.template === 'string' && shown.template.includes('.Suffix'));
  const info = Object.entries((shown.model_info ?? {}) as Record<string, unknown>);
  const length = info.find(([key]) => key.endsWith('.context_length'))?.[1];
  return {
    fim: fills ? 'native' : 'template',
    // Of no tokens at all nothing could be asked.
    contextWindow: countOf(length) || undefined,
    images: capabilities?.includes('vision'),
    forwardedTo: forwardedBy(shown),
  };
}

/** The client throws an error line of the stream as a plain error with its text. */
function errorEvent(error: unknown): string | undefined {
  return error instanceof Error && error.constructor === Error ? JSON.stringify({ error: error.message }) : undefined;
}

/** The client throws where a stream ends without its last line; here that is an end without a mark, as everywhere. */
async function* untilEnd<Chunk>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('Did not receive done'))) throw error;
  }
}
