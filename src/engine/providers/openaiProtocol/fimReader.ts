import type { FinishReason, StreamEvent } from '../../model/stream/stream';
import { AnswerReader } from '../messages/answerReader';
import { chatCounts, finishOf } from './chatCompletionsReader';
import { usageEvents } from '../messages/usage';
import { listOf, recordOf, textOf } from '../../model/text/jsonValue';

/** llama.cpp's, in its last chunk. */
const infillCounts = { input: 'tokens_evaluated', output: 'tokens_predicted', inputDetails: '' };

/** The chunks of `/completions`, Mistral's `/fim/completions` and llama.cpp's `/infill`. */
export class FimReader extends AnswerReader {
  protected readonly usualFinish = 'stop';

  constructor() {
    super(undefined);
  }

  get reason(): FinishReason | undefined {
    switch (this.finish) {
      case 'stop':
      case 'eos':
      case 'word':
        return 'stop';
      case 'length':
      case 'limit':
      case 'model_length':
        return 'length';
      default:
        return undefined;
    }
  }

  protected override *chunk(value: unknown): Generator<StreamEvent> {
    const chunk = recordOf(value);
    if (chunk.error !== undefined && chunk.error !== null) {
      this.error = JSON.stringify({ error: chunk.error });
      return;
    }
    const choices = listOf(chunk.choices);
    const choice = recordOf(choices[0]);
    const { content } = recordOf(choice.delta ?? choice.message);
    yield* this.text(textOf(choice.text) || textOf(content) || chunk.content);
    this.finish = finishOf(choice.finish_reason) ?? this.finish;
    if (chunk.stop === true) {
      this.finish = finishOf(chunk.stop_type) ?? 'stop';
      yield* usageEvents(chunk, infillCounts);
    }
    yield* usageEvents(chunk.usage, chatCounts);
    this.complete = chunk.stop === true || (this.finish !== undefined && choices.length === 0 && Boolean(chunk.usage));
  }
}
