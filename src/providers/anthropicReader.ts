import type Anthropic from '@anthropic-ai/sdk';
import type { FinishReason, StreamEvent } from '../model/stream';
import type { Reader } from './exchange';
import { brokenToolCall, ToolCallDrafts } from './toolCalls';

const finishes = new Map(
  Object.entries<FinishReason>({
    end_turn: 'stop',
    stop_sequence: 'stop',
    pause_turn: 'stop',
    max_tokens: 'length',
    model_context_window_exceeded: 'length',
    tool_use: 'tool-calls',
  }),
);

/** Ends with `message_stop`: https://platform.claude.com/docs/en/build-with-claude/streaming. */
export class MessagesReader implements Reader<Anthropic.MessageStreamEvent> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;
  private readonly drafts = new ToolCallDrafts();
  private stopReason = 'end_turn';

  get reason(): FinishReason | undefined {
    return this.finish === undefined ? undefined : finishes.get(this.finish);
  }

  *read(event: Anthropic.MessageStreamEvent): Generator<StreamEvent> {
    switch (event.type) {
      case 'message_start':
        yield* usageOf(event.message.usage);
        return;
      case 'content_block_start':
        yield* this.begin(event);
        return;
      case 'content_block_delta':
        yield* this.delta(event);
        return;
      case 'content_block_stop':
        return;
      case 'message_delta':
        this.stopReason = event.delta.stop_reason ?? this.stopReason;
        yield* usageOf(event.usage);
        return;
      case 'message_stop':
        yield* this.end();
        return;
    }
  }

  private *begin({ content_block: block, index }: Anthropic.RawContentBlockStartEvent): Generator<StreamEvent> {
    if (block.type === 'text' && block.text !== '') yield* this.text(block.text);
    if (block.type !== 'tool_use') return;
    this.sawContent = true;
    // Empty with Anthropic, which sends the arguments after; hosts that copy the protocol may send them at once.
    const input = block.input as Record<string, unknown> | null | undefined;
    const isWhole = Object.keys(input ?? {}).length > 0;
    yield* this.drafts.add(index, { id: block.id, name: block.name, json: isWhole ? input : undefined });
  }

  private *delta({ delta, index }: Anthropic.RawContentBlockDeltaEvent): Generator<StreamEvent> {
    switch (delta.type) {
      case 'text_delta':
        yield* this.text(delta.text);
        return;
      case 'thinking_delta':
        yield { type: 'thinking', text: delta.thinking };
        return;
      case 'signature_delta':
        yield { type: 'thinking', text: '', signature: delta.signature };
        return;
      case 'input_json_delta':
        // Tools that run at the vendor write arguments too; theirs are no calls of ours.
        if (this.drafts.has(index)) yield* this.drafts.add(index, { json: delta.partial_json });
        return;
      case 'citations_delta':
        return;
    }
  }

  private *text(text: string): Generator<StreamEvent> {
    this.sawContent ||= text !== '';
    yield { type: 'text', text };
  }

  private *end(): Generator<StreamEvent> {
    const calls = this.drafts.finish(finishes.get(this.stopReason) === 'length');
    if (!calls) {
      this.error = brokenToolCall;
      return;
    }
    yield* calls;
    this.finish = this.stopReason;
    this.complete = true;
  }
}

type WireUsage = Partial<Pick<Anthropic.Usage, 'output_tokens'>> & {
  readonly [Field in 'input_tokens' | 'cache_read_input_tokens' | 'cache_creation_input_tokens']?: number | null;
};

/** The counts so far. What was read from or written to the cache comes beside the input, not in it. */
function* usageOf(usage: WireUsage | null | undefined): Generator<StreamEvent> {
  if (!usage) return;
  const { input_tokens: input, cache_read_input_tokens: read, cache_creation_input_tokens: written } = usage;
  const isInput = typeof input === 'number';
  yield {
    type: 'usage',
    usage: {
      ...(isInput ? { inputTokens: input + (read ?? 0) + (written ?? 0) } : {}),
      ...(typeof read === 'number' ? { cachedInputTokens: read } : {}),
      ...(usage.output_tokens === undefined ? {} : { outputTokens: usage.output_tokens }),
    },
  };
}
