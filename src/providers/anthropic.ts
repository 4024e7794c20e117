import type Anthropic from '@anthropic-ai/sdk';
import type { CallOptions, ModelList, Provider } from '../model/provider';
import type { ChatRequest } from '../model/request';
import type { FinishReason, StreamEvent } from '../model/stream';
import { toAnthropicMessages } from './anthropicMessages';
import { traitsOf } from './catalogue';
import { classifyAnthropic } from './classify/anthropic';
import { exchange, type Reader } from './exchange';
import { askForModels, missingKey, noFim, type ProviderDeps } from './providerDeps';
import { ToolCallDrafts } from './toolCalls';
import type { ProviderConfig } from '../model/providerConfig';

/** Anthropic's Messages API through the official SDK, whose own retries and time-outs are off. */
export class AnthropicProvider implements Provider {
  readonly type = 'anthropic';

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
    yield* exchange<Anthropic.MessageStreamEvent>({
      ...this.wire(model),
      call,
      open: async (fetch, signal) => {
        const client = await this.client(key, fetch);
        return client.messages.create({ ...toParameters(model, request), stream: true }, { signal });
      },
      reader: new MessagesReader(),
    });
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
      const client = await this.client(key, fetch);
      const page = await client.models.list({ limit: 1000 }, { signal });
      return page.data.map((model) => ({ id: model.id, label: model.display_name }));
    });
  }

  private wire(model: string) {
    const context = { providerLabel: this.config.label, model, local: false };
    return { fetch: this.deps.fetch, now: this.deps.now, classify: classifyAnthropic, context };
  }

  private async client(apiKey: string, fetch: typeof globalThis.fetch): Promise<Anthropic> {
    const { default: Client } = await import('@anthropic-ai/sdk');
    return new Client({
      apiKey,
      // The SDK reads these from the environment where they are not given.
      authToken: null,
      baseURL: this.config.baseUrl ?? 'https://api.anthropic.com',
      defaultHeaders: this.config.headers,
      maxRetries: 0,
      timeout: sdkTimeout,
      fetch,
      logLevel: 'off',
    });
  }
}

/** Milliseconds; the engine has clocks of its own, and the SDK's must never ring before them. */
export const sdkTimeout = 2 ** 31 - 1;

function toParameters(model: string, request: ChatRequest): Anthropic.MessageCreateParams {
  const { messages, system } = toAnthropicMessages(request);
  const { maxOutputTokens } = traitsOf('anthropic', model);
  return {
    model,
    messages,
    system,
    max_tokens: Math.min(request.maxOutputTokens ?? maxOutputTokens, maxOutputTokens),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.stop === undefined ? {} : { stop_sequences: [...request.stop] }),
    ...(request.tools === undefined || request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map((tool) => ({
            name: tool.name,
            description: tool.description,
            input_schema: { ...tool.inputSchema, type: 'object' as const },
          })),
        }),
  };
}

const finishes: Record<string, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  tool_use: 'tool-calls',
};

class MessagesReader implements Reader<Anthropic.MessageStreamEvent> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;
  private readonly drafts = new ToolCallDrafts();
  private stopReason: string | undefined;

  get reason(): FinishReason | undefined {
    return this.finish === undefined ? undefined : finishes[this.finish];
  }

  *read(event: Anthropic.MessageStreamEvent): Generator<StreamEvent> {
    switch (event.type) {
      case 'message_start': {
        const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens } = event.message.usage;
        const cachedInputTokens = cache_read_input_tokens ?? 0;
        const inputTokens = input_tokens + cachedInputTokens + (cache_creation_input_tokens ?? 0);
        yield { type: 'usage', usage: { inputTokens, cachedInputTokens } };
        return;
      }
      case 'content_block_start':
        if (event.content_block.type !== 'tool_use') return;
        this.sawContent = true;
        yield* this.drafts.add(event.index, { id: event.content_block.id, name: event.content_block.name });
        return;
      case 'content_block_delta':
        yield* this.delta(event);
        return;
      case 'content_block_stop':
        return;
      case 'message_delta':
        this.stopReason = event.delta.stop_reason ?? undefined;
        yield { type: 'usage', usage: { outputTokens: event.usage.output_tokens } };
        return;
      case 'message_stop': {
        const calls = this.drafts.finish();
        if (!calls) {
          this.error = brokenToolCall;
          return;
        }
        yield* calls;
        this.finish = this.stopReason ?? 'end_turn';
        this.complete = true;
        return;
      }
    }
  }

  private *delta({ delta, index }: Anthropic.RawContentBlockDeltaEvent): Generator<StreamEvent> {
    switch (delta.type) {
      case 'text_delta':
        this.sawContent ||= delta.text !== '';
        yield { type: 'text', text: delta.text };
        return;
      case 'thinking_delta':
        yield { type: 'thinking', text: delta.thinking };
        return;
      case 'signature_delta':
        yield { type: 'thinking', text: '', signature: delta.signature };
        return;
      case 'input_json_delta':
        yield* this.drafts.add(index, { json: delta.partial_json });
        return;
      default:
        return;
    }
  }
}

/** What a reader reports when the arguments of a tool call are no JSON. */
export const brokenToolCall = JSON.stringify({
  error: { message: 'A tool call came with arguments that are not JSON.' },
});
