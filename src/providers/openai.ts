import type OpenAI from 'openai';
import type { CallOptions, ModelList, Provider } from '../model/provider';
import type { ProviderConfig } from '../model/providerConfig';
import type { ChatRequest } from '../model/request';
import type { StreamEvent } from '../model/stream';
import { traitsOf, typeDefaults } from './catalogue';
import { ChatCompletionsReader, type Dialect, toChatParameters } from './chatCompletions';
import { classifyOpenAi } from './classify/openai';
import { exchange } from './exchange';
import { openAiClient } from './openaiClient';
import { askForModels, missingKey, noFim, type ProviderDeps } from './providerDeps';
import { ResponsesReader, toResponsesParameters } from './responses';

const dialect: Dialect = { toolIds: 'openai', prefill: 'plain', maxTokens: 'max_completion_tokens' };

/** OpenAI through the official SDK: the Responses API, and Chat Completions at a base URL that lacks it. */
export class OpenAiProvider implements Provider {
  readonly type = 'openai';
  private lacksResponses = false;

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
  ) {}

  get id(): string {
    return this.config.id;
  }

  async *chat(model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    const key = await this.deps.apiKey();
    if (key === undefined) {
      yield missingKey(this.config);
      return;
    }
    if (!this.lacksResponses) {
      let first = true;
      for await (const event of this.responses(key, model, request, call)) {
        this.lacksResponses = first && this.isMissingRoute(event);
        if (this.lacksResponses) break;
        first = false;
        yield event;
      }
    }
    if (this.lacksResponses) yield* this.chatCompletions(key, model, request, call);
  }

  fim(): AsyncIterable<StreamEvent> {
    return noFim(this.config);
  }

  fimSupport(): Promise<'none'> {
    return Promise.resolve('none');
  }

  async listModels(signal: AbortSignal): Promise<ModelList> {
    const key = await this.deps.apiKey();
    if (key === undefined) return { ok: false, failure: missingKey(this.config).failure };
    return askForModels({ ...this.wire(''), signal }, async (fetch) => {
      const page = await (await this.client(key, fetch)).models.list({ signal });
      return page.data.map((model) => ({ id: model.id }));
    });
  }

  private responses(key: string, model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    const parameters = toResponsesParameters(model, request, traitsOf('openai', model).reasoning);
    return exchange<OpenAI.Responses.ResponseStreamEvent>({
      ...this.wire(model),
      call,
      open: async (fetch, signal) => (await this.client(key, fetch)).responses.create(parameters, { signal }),
      reader: new ResponsesReader(),
    });
  }

  private chatCompletions(key: string, model: string, request: ChatRequest, call: CallOptions) {
    const parameters = toChatParameters(model, request, dialect);
    return exchange<OpenAI.ChatCompletionChunk>({
      ...this.wire(model),
      call,
      open: async (fetch, signal) => (await this.client(key, fetch)).chat.completions.create(parameters, { signal }),
      reader: new ChatCompletionsReader(''),
    });
  }

  /** Only another base URL can lack the route; OpenAI itself says 404 of a model. */
  private isMissingRoute(event: StreamEvent): boolean {
    if (event.type !== 'failed' || this.config.baseUrl === undefined) return false;
    const { status, code } = event.failure;
    return (status === 404 || status === 405 || status === 501) && code !== 'model_not_found';
  }

  private wire(model: string) {
    const context = { providerLabel: this.config.label, model, local: false };
    return { fetch: this.deps.fetch, now: this.deps.now, classify: classifyOpenAi, context };
  }

  private client(apiKey: string, fetch: typeof globalThis.fetch): Promise<OpenAI> {
    const baseUrl = this.config.baseUrl ?? typeDefaults.openai.baseUrl ?? '';
    return openAiClient({ apiKey, baseUrl, headers: this.config.headers, fetch });
  }
}
