import type { Json } from '../../model/request/message';
import type { FinishReason, StreamEvent } from '../../model/stream/stream';
import { AnswerReader } from '../messages/answerReader';
import { ThoughtTags } from '../messages/thoughtTags';
import { newToolCallId } from '../messages/toolCalls';
import { usageEvents } from '../messages/usage';
import { listOf, recordOf, textOf, type WireRecord } from '../../model/text/jsonValue';

/** `load` and `unload` end a request that only moved the model; they carry no answer. */
const finishes = new Map(Object.entries<FinishReason>({ stop: 'stop', length: 'length' }));

/** A prompt that was still in the cache is not counted. */
const counts = { input: 'prompt_eval_count', output: 'eval_count', inputDetails: '' };

abstract class OllamaReader extends AnswerReader {
  protected readonly usualFinish = 'stop';
  protected calls = 0;

  get reason(): FinishReason | undefined {
    if (this.finish === undefined) return undefined;
    return this.calls > 0 ? 'tool-calls' : finishes.get(this.finish);
  }

  protected override *chunk(value: unknown): Generator<StreamEvent> {
    const chunk = recordOf(value);
    yield* this.content(chunk);
    const isLast = chunk.done === true || chunk.done === 'true';
    // A reason comes only with the end. An end before more text is no end.
    if (!isLast && textOf(chunk.done_reason) === '') return;
    yield* usageEvents(chunk, counts);
    this.finish = textOf(chunk.done_reason) || this.finish || 'stop';
    this.complete = isLast;
  }

  protected abstract content(chunk: WireRecord): Iterable<StreamEvent>;
}

export class OllamaChatReader extends OllamaReader {
  constructor() {
    super(new ThoughtTags());
  }

  protected override *content({ message, response }: WireRecord): Generator<StreamEvent> {
    // Some lines, the last among them, come without a message; some hosts answer as `/api/generate` does.
    const { thinking, content, tool_calls } = recordOf(message);
    yield* this.thinking(thinking);
    yield* this.text(textOf(content) || response);
    for (const call of listOf(tool_calls)) {
      const { name, arguments: input } = recordOf(recordOf(call).function);
      if (textOf(name) === '') continue;
      this.sawContent = true;
      this.pieces += 1;
      this.calls += 1;
      yield { type: 'tool-call-started', name: textOf(name) };
      yield { type: 'tool-call', id: newToolCallId(), name: textOf(name), input: recordOf(input) as Json };
    }
  }
}

export class OllamaGenerateReader extends OllamaReader {
  constructor() {
    super(undefined);
  }

  protected override *content({ response }: WireRecord): Generator<StreamEvent> {
    yield* this.text(response);
  }
}
