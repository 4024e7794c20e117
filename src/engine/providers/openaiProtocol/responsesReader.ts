import type { FinishReason, StreamEvent } from '../../model/stream/stream';
import { AnswerReader } from '../messages/answerReader';
import { ThoughtTags } from '../messages/thoughtTags';
import { usageEvents } from '../messages/usage';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';

const counts = { input: 'input_tokens', output: 'output_tokens', inputDetails: 'input_tokens_details' };

/**
 * Ends with completed, incomplete or failed: https://platform.openai.com/docs/api-reference/responses-streaming. Texts and
 * calls come in pieces and then whole, up to four times; some hosts send only the whole.
 */
export class ResponsesReader extends AnswerReader {
  protected readonly usualFinish = 'completed';
  private refused = false;
  private hasThought = false;
  /** The text so far, by where it stands. */
  private readonly texts = new Map<string, string>();

  constructor() {
    super(new ThoughtTags());
  }

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

  protected override *chunk(value: unknown): Generator<StreamEvent> {
    const event = recordOf(value);
    switch (event.type) {
      case 'response.output_text.delta':
        yield* this.piece(event, textOf(event.delta));
        return;
      case 'response.output_text.done':
        yield* this.whole(event, textOf(event.text));
        return;
      case 'response.content_part.done':
        yield* this.part(event, recordOf(event.part));
        return;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        this.hasThought = true;
        yield* this.thinking(event.delta);
        return;
      case 'response.reasoning_summary_part.added':
        // Each part is a paragraph with a heading of its own.
        if (this.hasThought) yield* this.thinking('\n\n');
        return;
      case 'response.refusal.delta':
        this.refused = true;
        return;
      case 'response.output_item.added':
        yield* this.call(event, recordOf(event.item));
        return;
      case 'response.output_item.done':
        yield* this.item(event, recordOf(event.item));
        return;
      case 'response.function_call_arguments.delta': {
        const key = keyOf(event.output_index);
        if (this.drafts.has(key)) yield* this.toolCall(key, { json: textOf(event.delta) });
        return;
      }
      case 'response.function_call_arguments.done':
        this.drafts.complete(keyOf(event.output_index), event.arguments);
        return;
      case 'response.completed':
      case 'response.done':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        yield* this.last(event.type.slice('response.'.length), recordOf(event.response));
        return;
      case 'error':
        this.error = JSON.stringify({ error: event });
        return;
      default:
        return;
    }
  }

  private *piece(place: WireRecord, text: string): Generator<StreamEvent> {
    const key = placeOf(place);
    this.texts.set(key, (this.texts.get(key) ?? '') + text);
    yield* this.text(text);
  }

  private *whole(place: WireRecord, text: string): Generator<StreamEvent> {
    const before = this.texts.get(placeOf(place)) ?? '';
    if (text.startsWith(before)) yield* this.piece(place, text.slice(before.length));
  }

  private *part(place: WireRecord, { type, text }: WireRecord): Generator<StreamEvent> {
    if (type === 'output_text' || type === 'text') yield* this.whole(place, textOf(text));
    this.refused ||= type === 'refusal';
  }

  private *item({ output_index }: WireRecord, item: WireRecord): Generator<StreamEvent> {
    if (item.type === 'message') {
      for (const [content_index, part] of listOf(item.content).entries()) {
        yield* this.part({ output_index, content_index }, recordOf(part));
      }
      return;
    }
    const key = keyOf(output_index);
    if (this.drafts.has(key)) this.drafts.complete(key, item.arguments);
    else yield* this.call({ output_index }, item);
  }

  private *call({ output_index }: WireRecord, item: WireRecord): Generator<StreamEvent> {
    if (item.type !== 'function_call') return;
    yield* this.toolCall(keyOf(output_index), { id: item.call_id, name: item.name, json: textOf(item.arguments) });
  }

  /** `event`: what happened, as its event is named; the response may know better. */
  private *last(event: string, response: WireRecord): Generator<StreamEvent> {
    const ends = [event, textOf(response.status)];
    if (ends.includes('failed') || ends.includes('cancelled')) {
      this.error = JSON.stringify({ error: response.error ?? { message: 'The response failed.' } });
      return;
    }
    yield* this.output(listOf(response.output).map(recordOf));
    yield* this.fullText(response.output_text);
    yield* usageEvents(response.usage, counts);
    const isCut = ends.includes('incomplete');
    const wholly = this.refused ? 'refusal' : 'completed';
    const details = textOf(recordOf(response.incomplete_details).reason);
    this.finish = isCut ? details || 'max_output_tokens' : wholly;
    this.complete = true;
  }

  /** Where an item stands in the whole is not always where it stood in the stream, so that all of it is compared. */
  private *output(items: readonly WireRecord[]): Generator<StreamEvent> {
    const parts = items
      .filter(({ type }) => type === 'message')
      .flatMap(({ content }) => listOf(content).map(recordOf));
    this.refused ||= this.delivered === '' && parts.some(({ type }) => type === 'refusal');
    yield* this.fullText(parts.map(({ text }) => textOf(text)).join(''));
    if (this.drafts.any) return;
    for (const [output_index, item] of items.entries()) yield* this.call({ output_index }, item);
  }

  protected override get isCut(): boolean {
    return this.finish !== undefined && this.finish !== 'completed' && this.finish !== 'refusal';
  }
}

function keyOf(index: unknown): string {
  return String(typeof index === 'number' ? index : 0);
}

function placeOf({ output_index, content_index }: WireRecord): string {
  return `${keyOf(output_index)}/${keyOf(content_index)}`;
}
