import type { FinishReason, StreamEvent, Usage } from '../../model/stream/stream';
import { countOf } from '../../model/stream/streamCheck';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';
import { AnswerReader } from '../messages/answerReader';
import { ThoughtTags } from '../messages/thoughtTags';
import { reportedUsage } from '../messages/usage';
import { PartialArguments } from './partialArguments';

const finishes = new Map(
  Object.entries<FinishReason>({
    stop: 'stop',
    max_tokens: 'length',
    // Of gateways.
    function_call: 'tool-calls',
    // Google's word for an answer that its own tools go on with.
    continuation: 'stop',
  }),
);

/** A call that comes in pieces, until the last of them. */
interface OpenCall {
  readonly key: string;
  readonly parts: PartialArguments;
}

/**
 * Gemini's `GenerateContentResponse`, each a part of the answer; the last has a reason for the end:
 * https://ai.google.dev/api/generate-content. A call is whole in one part, or comes in pieces that name their places.
 */
export class GoogleReader extends AnswerReader {
  protected readonly usualFinish = 'stop';
  private calls = 0;
  private open: OpenCall | undefined;

  constructor() {
    super(new ThoughtTags());
  }

  get reason(): FinishReason | undefined {
    return this.reasonIn(finishes);
  }

  override *end(isWhole: boolean): Generator<StreamEvent> {
    // Its last piece never came, so that what it is called with is not known.
    if (isWhole && this.open) this.drafts.complete(this.open.key, brokenJson);
    yield* super.end(isWhole);
  }

  protected override *chunk(value: unknown): Generator<StreamEvent> {
    const { candidates, promptFeedback, usageMetadata, error } = recordOf(value);
    if (error !== undefined) {
      this.error = JSON.stringify({ error });
      return;
    }
    yield* reportedUsage(countsIn(recordOf(usageMetadata)));
    const candidate = recordOf(listOf(candidates)[0]);
    for (const part of listOf(recordOf(candidate.content).parts)) yield* this.part(recordOf(part));
    const reason = textOf(candidate.finishReason).toLowerCase();
    const blocked = textOf(recordOf(promptFeedback).blockReason).toLowerCase();
    // Words of refusal that this table does not know are a refusal all the same.
    if (blocked !== '')
      this.finish = blocked === 'blocked_reason_unspecified' || blocked === 'other' ? 'safety' : blocked;
    else if (reason !== '' && reason !== 'finish_reason_unspecified') this.finish = reason;
    // What comes after it are counts, which come with it as a rule.
    this.complete ||= this.finish !== undefined;
  }

  private *part({ text, thought, functionCall, thoughtSignature }: WireRecord): Generator<StreamEvent> {
    // Before the call that it belongs to, where the next request has to have it.
    const signature = textOf(thoughtSignature);
    if (thought === true) yield* this.thinking(text);
    else yield* this.text(text);
    if (signature !== '') yield { type: 'thinking', text: '', signature };
    if (functionCall !== undefined) yield* this.call(recordOf(functionCall));
  }

  private *call({ id, name, args, partialArgs, willContinue }: WireRecord): Generator<StreamEvent> {
    if (textOf(name) !== '') {
      const key = String(this.calls);
      this.calls += 1;
      const isWhole = willContinue !== true && partialArgs === undefined;
      yield* this.toolCall(key, { id, name, json: isWhole ? (args ?? {}) : '' });
      if (isWhole) return;
      this.open = { key, parts: new PartialArguments() };
    }
    if (!this.open) return;
    this.pieces += 1;
    this.open.parts.add(partialArgs);
    if (willContinue === true) return;
    yield* this.toolCall(this.open.key, { json: this.open.parts.value });
    this.open = undefined;
  }
}

/** What a call that never ended is completed with, so that nothing runs it. */
const brokenJson = '{';

/** Each chunk has the counts so far; thoughts are paid for as output. */
function countsIn(counts: WireRecord): Usage {
  const answer = countOf(counts.candidatesTokenCount);
  const thoughts = countOf(counts.thoughtsTokenCount);
  return {
    inputTokens: countOf(counts.promptTokenCount),
    outputTokens: answer === undefined && thoughts === undefined ? undefined : (answer ?? 0) + (thoughts ?? 0),
    cachedInputTokens: countOf(counts.cachedContentTokenCount),
  };
}
