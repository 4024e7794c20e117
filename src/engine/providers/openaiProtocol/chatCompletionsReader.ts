import type { FinishReason, StreamEvent } from '../../model/stream/stream';
import { AnswerReader } from '../messages/answerReader';
import { readErrorBody } from '../errors/errorBody';
import { PrefillEcho } from '../messages/prefillEcho';
import { ThoughtTags } from '../messages/thoughtTags';
import { usageEvents } from '../messages/usage';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';

const finishes = new Map(
  Object.entries<FinishReason>({
    stop: 'stop',
    eos: 'stop',
    end_turn: 'stop',
    length: 'length',
    model_length: 'length',
    max_tokens: 'length',
    model_context_window_exceeded: 'length',
    tool_calls: 'tool-calls',
    function_call: 'tool-calls',
  }),
);

/** How hosts write that there is no reason yet. */
const noFinish = /^(?:null|none|undefined|nil)?$/i;

export const chatCounts = {
  input: 'prompt_tokens',
  output: 'completion_tokens',
  inputDetails: 'prompt_tokens_details',
};

/** The client throws what has an `error`; hosts have other shapes for one, and some send it together with a choice. */
function errorIn(chunk: WireRecord): string | undefined {
  if ('choices' in chunk && !chunk.error) return undefined;
  const text = JSON.stringify(chunk);
  return readErrorBody(text).isError ? text : undefined;
}

export function finishOf(value: unknown): string | undefined {
  const finish = textOf(value);
  return noFinish.test(finish) ? undefined : finish;
}

/**
 * Ends with `[DONE]`, or a moment after a finish reason, since not all hosts send the first and some send the second with
 * every chunk.
 */
export class ChatCompletionsReader extends AnswerReader {
  protected readonly usualFinish = 'stop';
  private refused = false;
  private index: number | undefined;
  /** The host sends its pieces where others send the whole. */
  private sendsMessages = false;
  private readonly echo: PrefillEcho;

  /** `prefill`: the text of a trailing assistant turn, which some hosts repeat. */
  constructor(prefill: string) {
    super(new ThoughtTags());
    this.echo = new PrefillEcho(prefill);
  }

  get reason(): FinishReason | undefined {
    return this.reasonIn(finishes, this.finish?.toLowerCase());
  }

  override *end(isWhole: boolean): Generator<StreamEvent> {
    yield* super.shown(this.echo.rest());
    yield* super.end(isWhole);
  }

  protected override *chunk(value: unknown): Generator<StreamEvent> {
    const chunk = recordOf(value);
    this.error = errorIn(chunk);
    if (this.error !== undefined) return;
    const choices = listOf(chunk.choices);
    yield* this.choice(this.ownChoice(recordOf(choices[0])));
    yield* usageEvents(chunk.usage, chatCounts);
    // Counts in a chunk of their own are the last.
    this.complete = this.finish !== undefined && choices.length === 0 && Boolean(chunk.usage);
  }

  /** One answer was asked for; of a host that gives more the one that speaks first is heard. */
  private ownChoice(choice: WireRecord): WireRecord {
    if (typeof choice.index !== 'number') return choice;
    this.index ??= choice.index;
    return choice.index === this.index ? choice : {};
  }

  private *choice(choice: WireRecord): Generator<StreamEvent> {
    const finish = finishOf(choice.finish_reason);
    yield* this.delta(recordOf(choice.delta));
    if (choice.delta === undefined && choice.message === undefined) yield* this.text(choice.text);
    yield* this.message(recordOf(choice.message), finish !== undefined);
    if (finish !== undefined) this.finish = this.refused ? 'refusal' : finish;
  }

  private *delta(delta: WireRecord): Generator<StreamEvent> {
    yield* this.thinking(thoughtOf(delta));
    yield* this.content(delta.content ?? delta.text);
    yield* this.more(delta);
  }

  /** The whole of an answer, mostly of a host that does not stream; others send their pieces so. */
  private *message(message: WireRecord, isLast: boolean): Generator<StreamEvent> {
    const text = typeof message.content === 'string' ? message.content : partsText(message.content);
    if (this.pieces === 0) yield* this.thinking(thoughtOf(message));
    if (this.delivered === '' && Array.isArray(message.content)) yield* this.content(message.content);
    else if (text.startsWith(this.delivered)) yield* this.fullText(text);
    else if (this.sendsMessages || !isLast) yield* this.text(text);
    this.sendsMessages ||= text !== '' && !isLast;
    if (!this.drafts.any) yield* this.more(message);
  }

  private *more({ refusal, tool_calls }: WireRecord): Generator<StreamEvent> {
    this.refused ||= textOf(refusal) !== '';
    for (const each of listOf(tool_calls)) {
      const call = recordOf(each);
      const { name, arguments: json } = recordOf(call.function);
      // Some hosts number every call 0 or none at all, and tell them apart by their ids.
      const index = typeof call.index === 'number' ? call.index : 0;
      if (each !== null) yield* this.toolCall(index, { id: call.id, name, json });
    }
  }

  /** Mistral's reasoning models send lists of parts in the place of a text. */
  private *content(content: unknown): Generator<StreamEvent> {
    yield* this.text(content);
    for (const each of Array.isArray(content) ? listOf(content) : [recordOf(content)]) {
      const part = recordOf(each);
      const isThought = /think|reason/i.test(textOf(part.type));
      if (isThought) yield* this.thinking(part.text);
      else yield* this.text(typeof each === 'string' ? each : part.text);
      yield* this.thinking(part.thinking);
      for (const thought of listOf(part.thinking)) yield* this.thinking(recordOf(thought).text);
    }
  }

  protected override *shown(text: string): Generator<StreamEvent> {
    yield* super.shown(this.echo.push(text));
  }
}

function thoughtOf(delta: WireRecord): string {
  return textOf(delta.reasoning_content) || textOf(delta.reasoning) || textOf(delta.thinking);
}

function partsText(content: unknown): string {
  return listOf(content)
    .map(recordOf)
    .map(({ type, text }) => (/think|reason/i.test(textOf(type)) ? '' : textOf(text)))
    .join('');
}
