import type OpenAI from 'openai';
import type { Message, Part } from '../model/message';
import type { ChatRequest } from '../model/request';
import type { FinishReason, StreamEvent } from '../model/stream';
import { brokenToolCall } from './anthropic';
import type { Reader } from './exchange';
import { EchoFilter, repairHistory, type ToolIdRule, trimPrefill } from './history';
import { ToolCallDrafts } from './toolCalls';

type Chunk = OpenAI.ChatCompletionChunk;

/** Where hosts of the Chat Completions protocol differ. */
export interface Dialect {
  readonly toolIds: ToolIdRule;
  /** How a trailing assistant turn is marked as one to go on from. */
  readonly prefill: 'plain' | 'prefix' | 'continue-final-message';
  /** Newer models of OpenAI refuse `max_tokens`; most other hosts know nothing else. */
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
}

export function toChatParameters(
  model: string,
  request: ChatRequest,
  dialect: Dialect,
): OpenAI.ChatCompletionCreateParamsStreaming {
  const history = trimPrefill(repairHistory(request.messages, 'openai-compatible', dialect.toolIds));
  const messages = history.flatMap(toMessages);
  if (request.system !== undefined && request.system !== '')
    messages.unshift({ role: 'system', content: request.system });
  const isPrefill = history.at(-1)?.role === 'assistant';
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: isPrefill && dialect.prefill === 'prefix' ? withPrefix(messages) : messages,
    ...(isPrefill && dialect.prefill === 'continue-final-message'
      ? { continue_final_message: true, add_generation_prompt: false }
      : {}),
    ...(request.maxOutputTokens === undefined ? {} : { [dialect.maxTokens]: request.maxOutputTokens }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
    ...(request.tools === undefined || request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map((tool) => ({
            type: 'function' as const,
            function: { name: tool.name, description: tool.description, parameters: { ...tool.inputSchema } },
          })),
        }),
  };
}

/** Mistral and DeepSeek mark the turn itself: `prefix: true`. */
function withPrefix(messages: OpenAI.ChatCompletionMessageParam[]): OpenAI.ChatCompletionMessageParam[] {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return messages;
  return [...messages.slice(0, -1), Object.assign({}, last, { prefix: true })];
}

function toMessages(message: Message): OpenAI.ChatCompletionMessageParam[] {
  if (message.role === 'assistant') return [toAssistant(message.parts)];
  const messages: OpenAI.ChatCompletionMessageParam[] = [];
  const content: OpenAI.ChatCompletionContentPart[] = [];
  for (const part of message.parts) {
    if (part.type === 'tool-result') messages.push({ role: 'tool', tool_call_id: part.callId, content: part.text });
    else if (part.type === 'text') content.push({ type: 'text', text: part.text });
    else if (part.type === 'image') {
      content.push({ type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.data}` } });
    }
  }
  // Hosts without vision often take nothing but a plain string.
  const isText = content.every((part) => part.type === 'text');
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  if (content.length > 0) messages.push({ role: 'user', content: isText ? text : content });
  return messages;
}

function toAssistant(parts: readonly Part[]): OpenAI.ChatCompletionAssistantMessageParam {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const calls = parts.flatMap((part) =>
    part.type === 'tool-call'
      ? [
          {
            type: 'function' as const,
            id: part.id,
            function: { name: part.name, arguments: JSON.stringify(part.input) },
          },
        ]
      : [],
  );
  return calls.length > 0
    ? { role: 'assistant', content: text, tool_calls: calls }
    : { role: 'assistant', content: text };
}

const finishes: Record<string, FinishReason> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  model_length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
};

/** Fields that hosts add for visible reasoning. */
interface ReasoningDelta {
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
}

export class ChatCompletionsReader implements Reader<Chunk> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;
  private readonly drafts = new ToolCallDrafts();
  private readonly echo: EchoFilter;

  /** `prefill`: the text of a trailing assistant turn, which some hosts repeat. */
  constructor(prefill: string) {
    this.echo = new EchoFilter(prefill);
  }

  get reason(): FinishReason | undefined {
    if (this.finish === undefined) return undefined;
    const reason = finishes[this.finish.toLowerCase()];
    return reason === 'stop' && this.drafts.any ? 'tool-calls' : reason;
  }

  *read(chunk: Chunk): Generator<StreamEvent> {
    if ('error' in chunk && chunk.error !== undefined && chunk.error !== null) {
      this.error = JSON.stringify({ error: chunk.error });
      return;
    }
    const choice = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
    if (choice) yield* this.choice(choice);
    if (chunk.usage) {
      const { prompt_tokens, completion_tokens, prompt_tokens_details } = chunk.usage;
      const cachedInputTokens = prompt_tokens_details?.cached_tokens;
      yield {
        type: 'usage',
        usage: { inputTokens: prompt_tokens, outputTokens: completion_tokens, cachedInputTokens },
      };
      this.complete = this.finish !== undefined;
    }
  }

  private *choice({ delta, finish_reason }: OpenAI.ChatCompletionChunk.Choice): Generator<StreamEvent> {
    // Some hosts leave the delta out of their last chunk.
    const { content, tool_calls, refusal } = (delta as OpenAI.ChatCompletionChunk.Choice.Delta | undefined) ?? {};
    const { reasoning_content, reasoning } = (delta as ReasoningDelta | undefined) ?? {};
    const thought = reasoning_content ?? reasoning;
    if (typeof thought === 'string' && thought !== '') yield { type: 'thinking', text: thought };
    if (typeof content === 'string' && content !== '') yield* this.text(this.echo.push(content));
    if (typeof refusal === 'string' && refusal !== '') this.finish = 'refusal';
    for (const call of tool_calls ?? []) {
      this.sawContent = true;
      const { name, arguments: json } = call.function ?? {};
      yield* this.drafts.add(call.index, { id: call.id ?? undefined, name: name ?? undefined, json });
    }
    if (typeof finish_reason !== 'string' || finish_reason === ('' as string)) return;
    yield* this.text(this.echo.rest());
    const calls = this.drafts.finish();
    if (!calls) {
      this.error = brokenToolCall;
      return;
    }
    yield* calls;
    this.finish ??= finish_reason;
  }

  private *text(text: string): Generator<StreamEvent> {
    if (text === '') return;
    this.sawContent = true;
    yield { type: 'text', text };
  }
}

/** The text of a trailing assistant turn; empty where the request has none. */
export function prefillOf(request: ChatRequest): string {
  const last = request.messages.at(-1);
  if (last?.role !== 'assistant') return '';
  return last.parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('')
    .trimEnd();
}
