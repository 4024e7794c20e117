import type { FinishReason, StreamEvent } from '../../model/stream/stream';
import type { Reader } from './reader';
import type { ThoughtTags } from './thoughtTags';
import { brokenToolCall, ToolCallDrafts } from './toolCalls';
import { textOf } from '../../model/text/jsonValue';

/** What the readers of all protocols share. What they are given may be of any type. */
export abstract class AnswerReader implements Reader<unknown> {
  sawContent = false;
  pieces = 0;
  finish: string | undefined;
  complete = false;
  error: string | undefined;
  protected readonly drafts = new ToolCallDrafts();
  /** The text as it came, thoughts in tags included. */
  protected delivered = '';
  private hasRead = false;

  /** `tags`: thoughts may stand in the text, in tags. */
  constructor(private readonly tags: ThoughtTags | undefined) {}

  abstract get reason(): FinishReason | undefined;

  *read(chunk: unknown): Generator<StreamEvent> {
    this.hasRead = true;
    yield* this.chunk(chunk);
  }

  *end(isWhole: boolean): Generator<StreamEvent> {
    yield* this.tagged(this.tags?.rest() ?? []);
    if (!isWhole) return;
    const calls = this.drafts.finish(this.isCut);
    if (!calls) {
      this.error = brokenToolCall;
      return;
    }
    yield* calls;
    // The host said that nothing more comes, and not why.
    if (this.hasRead) this.finish ??= this.usualFinish;
  }

  /** What the wire's word for the end means. An end that is good is for the calls where there are any. */
  protected reasonIn(
    finishes: ReadonlyMap<string, FinishReason>,
    word: string | undefined = this.finish,
  ): FinishReason | undefined {
    const reason = word === undefined ? undefined : finishes.get(word);
    return reason === 'stop' && this.drafts.any ? 'tool-calls' : reason;
  }

  /** The output limit was reached. */
  protected get isCut(): boolean {
    return this.reason === 'length';
  }

  /** The wire's word for a good end. */
  protected abstract readonly usualFinish: string;
  protected abstract chunk(chunk: unknown): Iterable<StreamEvent>;

  protected *text(value: unknown): Generator<StreamEvent> {
    const text = textOf(value);
    if (text === '') return;
    this.pieces += 1;
    this.delivered += text;
    yield* this.shown(text);
  }

  /** A whole text that follows its pieces, or replaces them: the part that they lacked. */
  protected *fullText(value: unknown, delivered = this.delivered): Generator<StreamEvent> {
    const text = textOf(value);
    if (text.length > delivered.length && text.startsWith(delivered)) yield* this.text(text.slice(delivered.length));
  }

  protected *shown(text: string): Generator<StreamEvent> {
    if (this.tags) yield* this.tagged(this.tags.push(text));
    else yield* this.tagged([{ type: 'text', text }]);
  }

  protected *thinking(value: unknown): Generator<StreamEvent> {
    const text = textOf(value);
    if (text === '') return;
    this.pieces += 1;
    yield { type: 'thinking', text };
  }

  protected *toolCall(...[key, piece]: Parameters<ToolCallDrafts['add']>): Generator<StreamEvent> {
    this.pieces += 1;
    this.sawContent = true;
    yield* this.drafts.add(key, piece);
  }

  private *tagged(events: Iterable<StreamEvent>): Generator<StreamEvent> {
    for (const event of events) {
      if (event.type === 'text') this.sawContent ||= event.text !== '';
      if (event.type === 'text-was-thinking') this.sawContent = this.drafts.any;
      yield event;
    }
  }
}
