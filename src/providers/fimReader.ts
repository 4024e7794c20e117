import type { FinishReason, StreamEvent } from '../model/stream';
import type { Reader } from './exchange';

/** The chunks of `/completions`, Mistral's `/fim/completions` and llama.cpp's `/infill`. */
export interface FimChunk {
  readonly choices?: readonly {
    readonly text?: string | null;
    readonly delta?: { readonly content?: string | null };
    readonly finish_reason?: string | null;
  }[];
  readonly content?: string;
  readonly stop?: boolean;
  readonly stop_type?: string;
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
  readonly tokens_evaluated?: number;
  readonly tokens_predicted?: number;
  readonly error?: unknown;
}

export class FimReader implements Reader<FimChunk> {
  sawContent = false;
  finish: string | undefined;
  complete = false;
  error: string | undefined;

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

  *read(chunk: FimChunk): Generator<StreamEvent> {
    if (chunk.error !== undefined && chunk.error !== null) {
      this.error = JSON.stringify({ error: chunk.error });
      return;
    }
    const choice = chunk.choices?.[0];
    const text = choice?.text ?? choice?.delta?.content ?? chunk.content ?? '';
    if (text !== '') {
      this.sawContent = true;
      yield { type: 'text', text };
    }
    if (typeof choice?.finish_reason === 'string') this.finish = choice.finish_reason;
    if (chunk.stop === true) this.finish = chunk.stop_type ?? 'stop';
    yield* this.usage(chunk);
    this.complete = chunk.stop === true || (this.finish !== undefined && chunk.usage != null);
  }

  private *usage({ usage, stop, tokens_evaluated, tokens_predicted }: FimChunk): Generator<StreamEvent> {
    const inputTokens = usage?.prompt_tokens ?? (stop === true ? tokens_evaluated : undefined);
    const outputTokens = usage?.completion_tokens ?? (stop === true ? tokens_predicted : undefined);
    if (inputTokens === undefined || outputTokens === undefined) return;
    yield { type: 'usage', usage: { inputTokens, outputTokens } };
  }
}
