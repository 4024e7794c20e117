import type { FinishReason, StreamEvent } from '../../model/stream/stream';
import { AnswerReader } from '../messages/answerReader';
import { PrefillEcho } from '../messages/prefillEcho';
import { ThoughtTags } from '../messages/thoughtTags';
import { usageBesideCache } from '../messages/usage';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';

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

const begunAnew = JSON.stringify({ error: { message: 'The answer began anew in its middle.' } });

/**
 * Ends with `message_stop`, or a moment after a stop reason:
 * https://platform.claude.com/docs/en/build-with-claude/streaming.
 */
export class AnthropicReader extends AnswerReader {
  protected readonly usualFinish = 'end_turn';
  /** What the blocks began with: some hosts repeat it in their pieces. */
  private readonly echoes = new Map<unknown, PrefillEcho>();
  /** What the message began with: some hosts send all of it there. */
  private message: WireRecord = {};

  constructor() {
    super(new ThoughtTags());
  }

  get reason(): FinishReason | undefined {
    return this.reasonIn(finishes);
  }

  override *end(isWhole: boolean): Generator<StreamEvent> {
    for (const echo of this.echoes.values()) yield* this.text(echo.rest());
    if (this.pieces === 0) yield* this.blocks(this.message);
    yield* super.end(isWhole);
  }

  protected override *chunk(value: unknown): Generator<StreamEvent> {
    const event = recordOf(value);
    switch (event.type) {
      case 'message_start':
        this.started(recordOf(event.message));
        yield* usageOf(this.message.usage);
        return;
      case 'content_block_start':
        yield* this.begin(event.index, recordOf(event.content_block));
        return;
      case 'content_block_delta':
        yield* this.delta(event.index, recordOf(event.delta));
        return;
      case 'message_delta':
        yield* usageOf(event.usage);
        this.stopped(recordOf(event.delta));
        return;
      case 'message_stop':
        this.finish ??= this.usualFinish;
        this.complete = true;
        return;
      // Of a host that does not stream.
      case 'message':
        yield* this.blocks(event);
        yield* usageOf(event.usage);
        this.stopped(event);
        this.finish ??= this.usualFinish;
        this.complete = true;
        return;
      default:
        return;
    }
  }

  /** A host that asked another server in mid-answer begins again: its first calls are void, its first words are shown. */
  private started(message: WireRecord): void {
    if (this.pieces > 0 && message.id !== this.message.id) {
      if (this.delivered !== '') this.error = begunAnew;
      this.drafts.clear();
      this.sawContent = this.delivered !== '';
    }
    this.message = message;
  }

  private stopped({ stop_reason }: WireRecord): void {
    const reason = textOf(stop_reason);
    if (reason !== '') this.finish = reason;
  }

  private *blocks({ content }: WireRecord): Generator<StreamEvent> {
    for (const [index, block] of listOf(content).entries()) yield* this.begin(index, recordOf(block));
  }

  private *begin(index: unknown, block: WireRecord): Generator<StreamEvent> {
    const { type, id, name, input } = block;
    if (type === 'text') {
      yield* this.text(block.text);
      this.echoes.set(index, new PrefillEcho(textOf(block.text)));
    }
    if (type === 'thinking') yield* this.thinking(block.thinking);
    if (type !== 'tool_use') return;
    // Empty with Anthropic, which sends the arguments after; hosts that copy the protocol may send them at once.
    this.drafts.begin(keyOf(index));
    const isWhole = Object.keys(recordOf(input)).length > 0;
    yield* this.toolCall(keyOf(index), { id, name, json: isWhole ? input : undefined });
  }

  private *delta(index: unknown, delta: WireRecord): Generator<StreamEvent> {
    switch (delta.type ?? (typeof delta.text === 'string' ? 'text_delta' : undefined)) {
      case 'text_delta': {
        const text = textOf(delta.text);
        yield* this.text(this.echoes.get(index)?.push(text) ?? text);
        return;
      }
      case 'thinking_delta':
        yield* this.thinking(delta.thinking);
        return;
      case 'signature_delta':
        if (typeof delta.signature === 'string') yield { type: 'thinking', text: '', signature: delta.signature };
        return;
      case 'input_json_delta':
        // Tools that run at the vendor write arguments too; theirs are no calls of ours.
        if (this.drafts.has(keyOf(index))) yield* this.toolCall(keyOf(index), { json: delta.partial_json });
        return;
      default:
        return;
    }
  }
}

function keyOf(index: unknown): number {
  return typeof index === 'number' ? index : 0;
}

/** The counts so far. */
function usageOf(usage: unknown): Generator<StreamEvent> {
  const counts = recordOf(usage);
  return usageBesideCache({
    input: counts.input_tokens,
    read: counts.cache_read_input_tokens,
    written: counts.cache_creation_input_tokens,
    output: counts.output_tokens,
  });
}
