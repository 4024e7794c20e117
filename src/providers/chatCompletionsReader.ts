import type OpenAI from 'openai';
import type { FinishReason, StreamEvent } from '../model/stream';
import { readErrorBody } from './classify/errorBody';
import type { Reader } from './exchange';
import { PrefillEcho } from './prefillEcho';
import { brokenToolCall, ToolCallDrafts } from './toolCalls';

type Chunk = OpenAI.ChatCompletionChunk;
type Choice = OpenAI.ChatCompletionChunk.Choice;

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

/** A delta as hosts send it: with fields of their own for visible reasoning, and fields left out. */
type Delta = Partial<Choice['delta']> & {
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
};

/** The client throws what has an `error`; hosts have other shapes for one, and some send it beside a choice. */
function errorIn(chunk: Chunk): string | undefined {
  if ('choices' in chunk && !('error' in chunk && chunk.error)) return undefined;
  const text = JSON.stringify(chunk);
  return readErrorBody(text).isError ? text : undefined;
}

interface ContentPart {
  readonly text?: string;
  readonly thinking?: readonly { readonly text?: string }[];
}

/** Ends with a finish reason; the `[DONE]` behind it is not sent by all. */
export class ChatCompletionsReader implements Reader<Chunk> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;
  private refused = false;
  private readonly drafts = new ToolCallDrafts();
  private readonly echo: PrefillEcho;

  /** `prefill`: the text of a trailing assistant turn, which some hosts repeat. */
  constructor(prefill: string) {
    this.echo = new PrefillEcho(prefill);
  }

  get reason(): FinishReason | undefined {
    if (this.finish === undefined) return undefined;
    const reason = finishes.get(this.finish.toLowerCase());
    return reason === 'stop' && this.drafts.any ? 'tool-calls' : reason;
  }

  *read(chunk: Chunk): Generator<StreamEvent> {
    this.error = errorIn(chunk);
    if (this.error !== undefined) return;
    const choices = chunk.choices as readonly Choice[] | null | undefined;
    if (choices?.[0]) yield* this.choice(choices[0]);
    if (!chunk.usage) return;
    const { prompt_tokens, completion_tokens, prompt_tokens_details } = chunk.usage;
    const cached = prompt_tokens_details?.cached_tokens;
    yield {
      type: 'usage',
      usage: {
        inputTokens: prompt_tokens,
        outputTokens: completion_tokens,
        ...(typeof cached === 'number' ? { cachedInputTokens: cached } : {}),
      },
    };
    this.complete = this.finish !== undefined;
  }

  private *choice(choice: Choice): Generator<StreamEvent> {
    const finish = choice.finish_reason as string | null | undefined;
    yield* this.delta(choice.delta);
    if (typeof finish !== 'string' || finish === '') return;
    yield* this.text(this.echo.rest());
    const calls = this.drafts.finish(finishes.get(finish.toLowerCase()) === 'length');
    if (!calls) {
      this.error = brokenToolCall;
      return;
    }
    // Some hosts send a second chunk with the finish reason.
    if (this.finish === undefined) yield* calls;
    this.finish ??= this.refused ? 'refusal' : finish;
  }

  /** Absent in the last chunk of some hosts. */
  private *delta(delta: Delta | undefined): Generator<StreamEvent> {
    const { content, tool_calls, refusal, reasoning_content, reasoning } = delta ?? {};
    const thought = reasoning_content ?? reasoning;
    if (typeof thought === 'string' && thought !== '') yield { type: 'thinking', text: thought };
    yield* this.content(content);
    this.refused ||= typeof refusal === 'string' && refusal !== '';
    for (const call of tool_calls ?? []) {
      this.sawContent = true;
      // Some hosts number every call 0 or none at all, and tell them apart by their ids.
      const { index = 0 } = call as { readonly index?: number };
      yield* this.drafts.add(index, { id: call.id, name: call.function?.name, json: call.function?.arguments });
    }
  }

  /** Mistral's reasoning models send lists of parts in the place of a text. */
  private *content(content: unknown): Generator<StreamEvent> {
    if (typeof content === 'string') yield* this.text(this.echo.push(content));
    if (!Array.isArray(content)) return;
    for (const part of content as readonly ContentPart[]) {
      if (typeof part.text === 'string') yield* this.text(this.echo.push(part.text));
      for (const { text } of part.thinking ?? []) if (text !== undefined) yield { type: 'thinking', text };
    }
  }

  private *text(text: string): Generator<StreamEvent> {
    if (text === '') return;
    this.sawContent = true;
    yield { type: 'text', text };
  }
}
