import type { ChatResponse, GenerateResponse } from 'ollama/browser';
import type { Json } from '../model/message';
import type { FinishReason, StreamEvent, Usage } from '../model/stream';
import type { Reader } from './exchange';
import { newToolCallId } from './toolCalls';

interface Counted {
  readonly done: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
}

/** `load` and `unload` end a request that only moved the model; they carry no answer. */
const finishes = new Map(Object.entries<FinishReason>({ stop: 'stop', length: 'length' }));

abstract class OllamaReader<Chunk extends Counted> implements Reader<Chunk> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  protected calls = 0;

  get reason(): FinishReason | undefined {
    if (this.finish === undefined) return undefined;
    return this.calls > 0 ? 'tool-calls' : finishes.get(this.finish);
  }

  *read(chunk: Chunk): Generator<StreamEvent> {
    yield* this.content(chunk);
    if (!chunk.done) return;
    yield { type: 'usage', usage: usageOf(chunk) };
    this.finish = chunk.done_reason ?? 'stop';
    this.complete = true;
  }

  protected abstract content(chunk: Chunk): Iterable<StreamEvent>;

  protected *text(text: string | undefined): Generator<StreamEvent> {
    if (text === undefined || text === '') return;
    this.sawContent = true;
    yield { type: 'text', text };
  }
}

export class OllamaChatReader extends OllamaReader<ChatResponse> {
  protected override *content({ message }: ChatResponse): Generator<StreamEvent> {
    // Some lines, the last among them, come without a message.
    const { thinking, content, tool_calls } = (message as ChatResponse['message'] | undefined) ?? {};
    if (thinking !== undefined && thinking !== '') yield { type: 'thinking', text: thinking };
    yield* this.text(content);
    for (const call of tool_calls ?? []) {
      this.sawContent = true;
      this.calls += 1;
      const { name, arguments: input } = call.function;
      yield { type: 'tool-call-started', name };
      yield { type: 'tool-call', id: newToolCallId(), name, input: input as Json };
    }
  }
}

export class OllamaGenerateReader extends OllamaReader<GenerateResponse> {
  protected override *content({ response }: GenerateResponse): Generator<StreamEvent> {
    yield* this.text(response);
  }
}

/** A prompt that was still in the cache is not counted. */
function usageOf({ prompt_eval_count, eval_count }: Counted): Usage {
  return {
    ...(prompt_eval_count === undefined ? {} : { inputTokens: prompt_eval_count }),
    ...(eval_count === undefined ? {} : { outputTokens: eval_count }),
  };
}
