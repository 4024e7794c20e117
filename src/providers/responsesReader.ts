import type OpenAI from 'openai';
import type { FinishReason, StreamEvent } from '../model/stream';
import type { Reader } from './exchange';
import { brokenToolCall, ToolCallDrafts } from './toolCalls';

type ResponseEvent = OpenAI.Responses.ResponseStreamEvent;
type LastEvent = OpenAI.Responses.ResponseCompletedEvent | OpenAI.Responses.ResponseIncompleteEvent;

/** Ends with completed, incomplete or failed: https://platform.openai.com/docs/api-reference/responses-streaming. */
export class ResponsesReader implements Reader<ResponseEvent> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;
  private refused = false;
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
      case 'response.reasoning_text.delta':
        yield { type: 'thinking', text: event.delta };
        return;
      case 'response.refusal.delta':
        this.refused = true;
        return;
      case 'response.output_item.added':
        if (event.item.type !== 'function_call') return;
        this.sawContent = true;
        yield* this.drafts.add(event.output_index, { id: event.item.call_id, name: event.item.name });
        return;
      case 'response.function_call_arguments.delta':
        if (this.drafts.has(event.output_index)) yield* this.drafts.add(event.output_index, { json: event.delta });
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

  private *end({ type, response }: LastEvent): Generator<StreamEvent> {
    yield* usageOf(response.usage);
    const isCut = type === 'response.incomplete';
    const calls = this.drafts.finish(isCut);
    if (!calls) {
      this.error = brokenToolCall;
      return;
    }
    yield* calls;
    const wholly = this.refused ? 'refusal' : 'completed';
    this.finish = isCut ? (response.incomplete_details?.reason ?? 'max_output_tokens') : wholly;
    this.complete = true;
  }
}

function* usageOf(usage: OpenAI.Responses.ResponseUsage | undefined): Generator<StreamEvent> {
  if (!usage) return;
  const details = usage.input_tokens_details as { readonly cached_tokens?: number } | undefined;
  yield {
    type: 'usage',
    usage: {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      ...(details?.cached_tokens === undefined ? {} : { cachedInputTokens: details.cached_tokens }),
    },
  };
}
