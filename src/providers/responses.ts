import type OpenAI from 'openai';
import type { Message } from '../model/message';
import type { ChatRequest } from '../model/request';
import type { FinishReason, StreamEvent } from '../model/stream';
import { brokenToolCall } from './anthropic';
import type { Reader } from './exchange';
import { repairHistory } from './history';
import { ToolCallDrafts } from './toolCalls';

type ResponseEvent = OpenAI.Responses.ResponseStreamEvent;

export function toResponsesParameters(
  model: string,
  request: ChatRequest,
  reasoning: boolean,
): OpenAI.Responses.ResponseCreateParamsStreaming {
  const history = repairHistory(request.messages, 'openai', 'openai');
  return {
    model,
    stream: true,
    // Nothing is kept at the vendor: the whole conversation is sent each time.
    store: false,
    input: history.flatMap(toItems),
    ...(request.system === undefined || request.system === '' ? {} : { instructions: request.system }),
    ...(request.maxOutputTokens === undefined ? {} : { max_output_tokens: request.maxOutputTokens }),
    // Reasoning models refuse a temperature.
    ...(request.temperature === undefined || reasoning ? {} : { temperature: request.temperature }),
    ...(request.tools === undefined || request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map((tool) => ({
            type: 'function' as const,
            name: tool.name,
            description: tool.description,
            parameters: { ...tool.inputSchema },
            strict: false,
          })),
        }),
  };
}

function toItems(message: Message): OpenAI.Responses.ResponseInputItem[] {
  const items: OpenAI.Responses.ResponseInputItem[] = [];
  const content: OpenAI.Responses.ResponseInputContent[] = [];
  const text = message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  for (const part of message.parts) {
    switch (part.type) {
      case 'text':
        content.push({ type: 'input_text', text: part.text });
        break;
      case 'image':
        content.push({ type: 'input_image', detail: 'auto', image_url: `data:${part.mediaType};base64,${part.data}` });
        break;
      case 'tool-result':
        items.push({ type: 'function_call_output', call_id: part.callId, output: part.text });
        break;
      case 'thinking':
      case 'tool-call':
        break;
    }
  }
  if (message.role === 'assistant') {
    if (text !== '') items.push({ role: 'assistant', content: text });
    for (const part of message.parts) {
      if (part.type !== 'tool-call') continue;
      items.push({ type: 'function_call', call_id: part.id, name: part.name, arguments: JSON.stringify(part.input) });
    }
  } else if (content.length > 0) items.push({ role: 'user', content });
  return items;
}

/** https://platform.openai.com/docs/api-reference/responses-streaming: ends with completed, incomplete or failed. */
export class ResponsesReader implements Reader<ResponseEvent> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;
  private readonly drafts = new ToolCallDrafts();

  get reason(): FinishReason | undefined {
    switch (this.finish) {
      case 'completed':
        return this.drafts.any ? 'tool-calls' : 'stop';
      case 'max_output_tokens':
        return 'length';
      default:
        return undefined;
    }
  }

  *read(event: ResponseEvent): Generator<StreamEvent> {
    switch (event.type) {
      case 'response.output_text.delta':
        this.sawContent ||= event.delta !== '';
        yield { type: 'text', text: event.delta };
        return;
      case 'response.reasoning_summary_text.delta':
        yield { type: 'thinking', text: event.delta };
        return;
      case 'response.refusal.delta':
        this.finish = 'refusal';
        return;
      case 'response.output_item.added':
        if (event.item.type !== 'function_call') return;
        this.sawContent = true;
        yield* this.drafts.add(event.output_index, { id: event.item.call_id, name: event.item.name });
        return;
      case 'response.function_call_arguments.delta':
        yield* this.drafts.add(event.output_index, { json: event.delta });
        return;
      case 'response.completed':
      case 'response.incomplete':
        yield* this.end(event);
        return;
      case 'response.failed':
        this.error = JSON.stringify({ error: event.response.error ?? { message: 'The response failed.' } });
        return;
      case 'error':
        this.error = JSON.stringify({ error: event });
        return;
      default:
        return;
    }
  }

  private *end(
    event: OpenAI.Responses.ResponseCompletedEvent | OpenAI.Responses.ResponseIncompleteEvent,
  ): Generator<StreamEvent> {
    const { usage, incomplete_details } = event.response;
    if (usage) {
      const cachedInputTokens = (usage.input_tokens_details as { cached_tokens?: number } | undefined)?.cached_tokens;
      yield {
        type: 'usage',
        usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens, cachedInputTokens },
      };
    }
    this.complete = true;
    if (event.type === 'response.incomplete') {
      this.finish = incomplete_details?.reason ?? 'max_output_tokens';
      return;
    }
    const calls = this.drafts.finish();
    if (!calls) {
      this.error = brokenToolCall;
      return;
    }
    yield* calls;
    this.finish ??= 'completed';
  }
}
