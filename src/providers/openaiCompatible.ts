import type OpenAI from 'openai';
import type { CallOptions, FimSupport, ModelList, Provider } from '../model/provider';
import type { ProviderConfig } from '../model/providerConfig';
import type { ChatRequest, FimRequest } from '../model/request';
import type { FinishReason, StreamEvent } from '../model/stream';
import { trustOf } from './catalogue';
import { ChatCompletionsReader, prefillOf, toChatParameters } from './chatCompletions';
import { classifyOpenAiCompatible } from './classify/openaiCompatible';
import { discoverFim, type FimRoute, type Host, hostOf, supportOf } from './compatibleHosts';
import { exchange, type Reader } from './exchange';
import { openAiClient } from './openaiClient';
import { askForModels, noFim, type ProviderDeps } from './providerDeps';

/** A route that answers so has no fill-in-the-middle, whatever was assumed. */
const lacksRoute = new Set([404, 405, 501]);

/** Any host that speaks Chat Completions: vLLM, LM Studio, llama.cpp, LiteLLM, OpenRouter, Mistral, DeepSeek, gateways. */
export class OpenAiCompatibleProvider implements Provider {
  readonly type = 'openai-compatible';
  private readonly host: Host;
  private fimRoute: FimRoute | undefined;

  constructor(
    private readonly config: ProviderConfig & { readonly baseUrl: string },
    private readonly deps: ProviderDeps,
  ) {
    this.host = hostOf(config.baseUrl);
    this.fimRoute = this.host.fim;
  }

  get id(): string {
    return this.config.id;
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    return exchange<OpenAI.ChatCompletionChunk>({
      ...this.wire(model),
      call,
      open: async (fetch, signal) =>
        (await this.client(fetch)).chat.completions.create(toChatParameters(model, request, this.host.dialect), {
          signal,
        }),
      reader: new ChatCompletionsReader(prefillOf(request)),
    });
  }

  async *fim(model: string, request: FimRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    const route = await this.discovered(call.signal);
    const body = route && bodyOf(route, model, request);
    if (!route || route.kind === 'none' || !body) {
      yield* noFim(this.config);
      return;
    }
    const events = exchange<FimChunk>({
      ...this.wire(model),
      call,
      open: async (fetch, signal) => {
        const client = await this.client(fetch);
        const headers = { Accept: 'text/event-stream' };
        return client.post(route.path, { body, stream: true, signal, headers }) as Promise<AsyncIterable<FimChunk>>;
      },
      reader: new FimReader(),
    });
    for await (const event of events) {
      if (event.type === 'failed' && lacksRoute.has(event.failure.status ?? 0)) this.fimRoute = { kind: 'none' };
      yield event;
    }
  }

  async fimSupport(_model: string, signal: AbortSignal): Promise<FimSupport> {
    const route = await this.discovered(signal);
    return route ? supportOf(route) : 'none';
  }

  listModels(signal: AbortSignal): Promise<ModelList> {
    return askForModels({ ...this.wire(''), signal }, async (fetch) => {
      const page = await (await this.client(fetch)).models.list({ signal });
      return page.data.map((model) => ({ id: model.id }));
    });
  }

  private async discovered(signal: AbortSignal): Promise<FimRoute | undefined> {
    if (this.fimRoute) return this.fimRoute;
    try {
      this.fimRoute = await discoverFim(this.config.baseUrl, this.deps.fetch, signal);
    } catch {
      // Not remembered: the host may be down only now.
    }
    return this.fimRoute;
  }

  private wire(model: string) {
    const local = trustOf(new URL(this.config.baseUrl).hostname) === 'local';
    const context = { providerLabel: this.config.label, model, local };
    return { fetch: this.deps.fetch, now: this.deps.now, classify: classifyOpenAiCompatible, context };
  }

  private async client(fetch: typeof globalThis.fetch): Promise<OpenAI> {
    const { baseUrl, headers } = this.config;
    return openAiClient({ apiKey: await this.deps.apiKey(), baseUrl, headers, fetch });
  }
}

/** Undefined when the host wants a template that is not known for the model. */
function bodyOf(route: FimRoute, model: string, request: FimRequest): Record<string, unknown> | undefined {
  const { prefix, suffix, maxOutputTokens, temperature, stop, template, snippets } = request;
  const shared = { stream: true, temperature };
  switch (route.kind) {
    case 'infill':
      return {
        ...shared,
        input_prefix: prefix,
        input_suffix: suffix,
        input_extra: (snippets ?? []).map(({ path, text }) => ({ filename: path, text })),
        n_predict: maxOutputTokens,
        stop,
        cache_prompt: true,
      };
    case 'suffix':
      return { ...shared, model, prompt: prefix, suffix, max_tokens: maxOutputTokens, stop };
    case 'prompt':
      if (template === undefined) return undefined;
      return {
        ...shared,
        model,
        prompt: template.prompt,
        max_tokens: maxOutputTokens,
        stop: [...stop, ...template.stop],
      };
    case 'none':
      return undefined;
  }
}

/** The chunks of `/completions`, Mistral's `/fim/completions` and llama.cpp's `/infill`. */
interface FimChunk {
  readonly choices?: readonly {
    readonly text?: string;
    readonly delta?: { readonly content?: string | null };
    readonly finish_reason?: string | null;
  }[];
  readonly content?: string;
  readonly stop?: boolean;
  readonly stop_type?: string;
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
  readonly tokens_evaluated?: number;
  readonly tokens_predicted?: number;
  readonly error?: unknown;
}

class FimReader implements Reader<FimChunk> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;

  get reason(): FinishReason | undefined {
    if (this.finish === undefined) return undefined;
    return /^(?:length|limit|model_length)$/.test(this.finish) ? 'length' : 'stop';
  }

  *read(chunk: FimChunk): Generator<StreamEvent> {
    if (chunk.error !== undefined && chunk.error !== null) {
      this.error = JSON.stringify({ error: chunk.error });
      return;
    }
    const choice = chunk.choices?.[0];
    const text = choice?.text ?? choice?.delta?.content ?? chunk.content ?? '';
    if (text !== '') {
      this.sawContent = true;
      yield { type: 'text', text };
    }
    const inputTokens = chunk.usage?.prompt_tokens ?? chunk.tokens_evaluated;
    const outputTokens = chunk.usage?.completion_tokens ?? chunk.tokens_predicted;
    if (inputTokens !== undefined && (chunk.stop === true || chunk.usage)) {
      yield { type: 'usage', usage: { inputTokens, outputTokens } };
    }
    if (typeof choice?.finish_reason === 'string') this.finish = choice.finish_reason;
    if (chunk.stop === true) {
      this.finish = chunk.stop_type ?? 'stop';
      this.complete = true;
    }
  }
}
