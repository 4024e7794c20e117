import type { FinishReason, StreamEvent } from '../../model/stream/stream';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';
import { AnswerReader } from '../messages/answerReader';
import { ThoughtTags } from '../messages/thoughtTags';
import { usageBesideCache } from '../messages/usage';
import { isException } from './bedrockErrors';

const finishes = new Map(
  Object.entries<FinishReason>({
    end_turn: 'stop',
    stop_sequence: 'stop',
    max_tokens: 'length',
    model_context_window_exceeded: 'length',
    tool_use: 'tool-calls',
  }),
);

/**
 * Events of ConverseStream, each in an object under its name:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html. The reason for the end and the
 * counts of tokens come last, in either order.
 */
export class BedrockReader extends AnswerReader {
  protected readonly usualFinish = 'end_turn';
  private hasCounts = false;

  constructor() {
    super(new ThoughtTags());
  }

  get reason(): FinishReason | undefined {
    return this.reasonIn(finishes);
  }

  protected override *chunk(value: unknown): Generator<StreamEvent> {
    const event = recordOf(value);
    const failed = Object.keys(event).find((name) => name === 'error' || isException(name));
    if (failed !== undefined) {
      this.error = JSON.stringify({ [failed]: event[failed] });
      return;
    }
    const { contentBlockStart, contentBlockDelta, messageStop, metadata, output } = event;
    if (contentBlockStart !== undefined) yield* this.begin(recordOf(contentBlockStart));
    if (contentBlockDelta !== undefined) yield* this.delta(recordOf(contentBlockDelta));
    if (metadata !== undefined) yield* this.counts(recordOf(metadata));
    if (messageStop !== undefined) this.stopped(recordOf(messageStop));
    // Of a host that does not stream.
    if (output !== undefined) {
      yield* this.blocks(recordOf(recordOf(output).message));
      yield* this.counts(event);
      this.stopped(event);
    }
    this.complete ||= this.finish !== undefined && this.hasCounts;
  }

  private *begin({ contentBlockIndex, start }: WireRecord): Generator<StreamEvent> {
    const { toolUse, text } = recordOf(start);
    yield* this.text(text);
    if (toolUse === undefined) return;
    const { toolUseId, name } = recordOf(toolUse);
    this.drafts.begin(keyOf(contentBlockIndex));
    yield* this.toolCall(keyOf(contentBlockIndex), { id: toolUseId, name });
  }

  private *delta({ contentBlockIndex, delta }: WireRecord): Generator<StreamEvent> {
    const { text, toolUse, reasoningContent } = recordOf(delta);
    yield* this.text(text);
    if (reasoningContent !== undefined) yield* this.thought(recordOf(reasoningContent));
    // Tools that run at the vendor are called too; theirs are no calls of ours.
    if (toolUse === undefined || !this.drafts.has(keyOf(contentBlockIndex))) return;
    yield* this.toolCall(keyOf(contentBlockIndex), { json: recordOf(toolUse).input });
  }

  private *thought({ text, signature, reasoningText }: WireRecord): Generator<StreamEvent> {
    if (reasoningText !== undefined) yield* this.thought(recordOf(reasoningText));
    yield* this.thinking(text);
    if (textOf(signature) !== '') yield { type: 'thinking', text: '', signature: textOf(signature) };
  }

  private *blocks({ content }: WireRecord): Generator<StreamEvent> {
    for (const [index, value] of listOf(content).entries()) {
      const { text, toolUse, reasoningContent } = recordOf(value);
      yield* this.text(text);
      if (reasoningContent !== undefined) yield* this.thought(recordOf(reasoningContent));
      const { toolUseId, name, input } = recordOf(toolUse);
      if (toolUse !== undefined) yield* this.toolCall(index, { id: toolUseId, name, json: input });
    }
  }

  private stopped({ stopReason }: WireRecord): void {
    const reason = textOf(stopReason);
    this.finish = reason === '' ? this.usualFinish : reason;
  }

  private *counts({ usage }: WireRecord): Generator<StreamEvent> {
    this.hasCounts = true;
    const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = recordOf(usage);
    yield* usageBesideCache({
      input: inputTokens,
      read: cacheReadInputTokens,
      written: cacheWriteInputTokens,
      output: outputTokens,
    });
  }
}

function keyOf(index: unknown): number {
  return typeof index === 'number' ? index : 0;
}
