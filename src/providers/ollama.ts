import type { ChatResponse, GenerateResponse, Message as OllamaMessage, Ollama } from 'ollama/browser';
import type { Message } from '../model/message';
import type { CallOptions, FimSupport, ModelList, Provider } from '../model/provider';
import type { ProviderConfig } from '../model/providerConfig';
import type { ChatRequest, FimRequest } from '../model/request';
import type { StreamEvent } from '../model/stream';
import { estimateRequestTokens, estimateTokens } from '../model/tokens';
import { traitsOf, trustOf, typeDefaults } from './catalogue';
import { classifyOllama } from './classify/ollama';
import { exchange } from './exchange';
import { repairHistory } from './history';
import { OllamaChatReader, OllamaGenerateReader } from './ollamaReaders';
import { askForModels, noFim, type ProviderDeps } from './providerDeps';

/** How long a model stays in memory after a request. */
const keepAlive = '10m';

/** Window that is asked for at least: a runtime's own default cuts longer prompts without a word. */
const smallestWindow = 8_192;

/** Ollama through its official client: chat, and fill in the middle through its own `suffix` or a raw template. */
export class OllamaProvider implements Provider {
  readonly type = 'ollama';
  private readonly support = new Map<string, FimSupport>();

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
  ) {}

  get id(): string {
    return this.config.id;
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    const needed = estimateRequestTokens(request) + (request.maxOutputTokens ?? 2_048);
    return exchange<ChatResponse>({
      ...this.wire(model),
      call,
      errorEvent,
      missedEnd,
      open: async (fetch, signal) =>
        (await this.client(fetch, signal)).chat({
          model,
          messages: toMessages(request),
          stream: true,
          keep_alive: keepAlive,
          options: this.options(model, needed, request),
          ...(request.tools === undefined || request.tools.length === 0
            ? {}
            : {
                tools: request.tools.map((tool) => ({
                  type: 'function',
                  function: { name: tool.name, description: tool.description, parameters: { ...tool.inputSchema } },
                })),
              }),
        }),
      reader: new OllamaChatReader(),
    });
  }

  async *fim(model: string, request: FimRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    const support = await this.fimSupport(model, call.signal);
    const { template, prefix, suffix } = request;
    if (support !== 'native' && template === undefined) {
      yield* noFim(this.config);
      return;
    }
    const needed = estimateTokens(prefix + suffix) + estimateTokens(template?.prompt ?? '') + request.maxOutputTokens;
    const asked = { maxOutputTokens: request.maxOutputTokens, temperature: request.temperature };
    const prompt =
      support === 'native' || template === undefined
        ? { prompt: prefix, suffix, stop: request.stop }
        : { prompt: template.prompt, raw: true, stop: [...request.stop, ...template.stop] };
    yield* exchange<GenerateResponse>({
      ...this.wire(model),
      call,
      errorEvent,
      missedEnd,
      open: async (fetch, signal) => {
        const { stop, ...rest } = prompt;
        const options = { ...this.options(model, needed, asked), stop: [...stop] };
        const client = await this.client(fetch, signal);
        return client.generate({ model, ...rest, stream: true, keep_alive: keepAlive, options });
      },
      reader: new OllamaGenerateReader(),
    });
  }

  async fimSupport(model: string, signal: AbortSignal): Promise<FimSupport> {
    const known = this.support.get(model);
    if (known !== undefined) return known;
    try {
      const { capabilities, template } = await (await this.client(this.deps.fetch, signal)).show({ model });
      const isNative = Array.isArray(capabilities) ? capabilities.includes('insert') : template.includes('.Suffix');
      const support = isNative ? 'native' : 'template';
      this.support.set(model, support);
      return support;
    } catch {
      // Not remembered: the host may be down only now. The request that follows tells why.
      return 'template';
    }
  }

  listModels(signal: AbortSignal): Promise<ModelList> {
    return askForModels({ ...this.wire(''), signal }, async (fetch) => {
      const { models } = await (await this.client(fetch, signal)).list();
      return models.map((model) => ({ id: model.name }));
    });
  }

  async warmUp(model: string, keepAliveMs: number, signal: AbortSignal): Promise<boolean> {
    try {
      const client = await this.client(this.deps.fetch, signal);
      await client.generate({ model, prompt: '', stream: false, keep_alive: `${Math.round(keepAliveMs / 1000)}s` });
      return true;
    } catch {
      return false;
    }
  }

  private wire(model: string) {
    const local = trustOf(new URL(this.baseUrl).hostname) === 'local';
    const context = { providerLabel: this.config.label, model, local };
    return { fetch: this.deps.fetch, now: this.deps.now, classify: classifyOllama, context };
  }

  private get baseUrl(): string {
    return this.config.baseUrl ?? typeDefaults.ollama.baseUrl ?? '';
  }

  private options(model: string, needed: number, asked: Pick<ChatRequest, 'maxOutputTokens' | 'temperature' | 'stop'>) {
    return {
      num_ctx: windowFor(needed, traitsOf('ollama', model).contextWindow),
      ...(asked.maxOutputTokens === undefined ? {} : { num_predict: asked.maxOutputTokens }),
      ...(asked.temperature === undefined ? {} : { temperature: asked.temperature }),
      ...(asked.stop === undefined ? {} : { stop: [...asked.stop] }),
    };
  }

  private async client(fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Ollama> {
    // The build for browsers: the one for Node would read an image that looks like a path from the disk.
    const { Ollama: Client } = await import('ollama/browser');
    const key = await this.deps.apiKey();
    return new Client({
      host: this.baseUrl,
      headers: { ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }), ...this.config.headers },
      // The client takes no signal of ours.
      fetch: (input, init) => {
        const signals = init?.signal ? [signal, init.signal] : [signal];
        return fetch(input, { ...init, signal: AbortSignal.any(signals) });
      },
    });
  }
}

/** Steps, because another window size makes the runtime load the model anew. */
function windowFor(needed: number, largest: number): number {
  let window = smallestWindow;
  while (window < needed && window < largest) window *= 2;
  return Math.min(window, Math.max(largest, smallestWindow));
}

/** The client throws an error line of the stream as a plain error with its text. */
function errorEvent(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.constructor !== Error) return undefined;
  return JSON.stringify({ error: error.message });
}

function missedEnd(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Did not receive done');
}

function toMessages(request: ChatRequest): OllamaMessage[] {
  const messages = repairHistory(request.messages, 'ollama', 'openai').flatMap(toMessage);
  return request.system === undefined || request.system === ''
    ? messages
    : [{ role: 'system', content: request.system }, ...messages];
}

function toMessage(message: Message): OllamaMessage[] {
  const results = message.parts.flatMap((part) =>
    part.type === 'tool-result' ? [{ role: 'tool', content: part.text }] : [],
  );
  const content = message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const images = message.parts.flatMap((part) => (part.type === 'image' ? [part.data] : []));
  const calls = message.parts.flatMap((part) =>
    part.type === 'tool-call'
      ? [{ function: { name: part.name, arguments: part.input as Record<string, unknown> } }]
      : [],
  );
  if (content === '' && images.length === 0 && calls.length === 0) return results;
  const turn: OllamaMessage = {
    role: message.role,
    content,
    ...(images.length > 0 ? { images } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  return [...results, turn];
}
