import type { FinishReason, StreamEvent } from '../../model/stream/stream';

/** Turns the chunks of one protocol into events and knows when the answer is whole. */
export interface Reader<Chunk> {
  read(chunk: Chunk): Iterable<StreamEvent>;
  /** What was held back. Nothing more comes; calls of tools come only where the answer is whole. */
  end(isWhole: boolean): Iterable<StreamEvent>;
  /** Something visible has come. */
  readonly sawContent: boolean;
  /** Pieces of the answer so far, those among them that make no event yet. */
  readonly pieces: number;
  /** The reason in the wire's words, once the protocol's end has come. Some hosts say one long before it. */
  readonly finish: string | undefined;
  /** What the finish means; undefined when it is not known as a good end. */
  readonly reason: FinishReason | undefined;
  /** Nothing more is worth waiting for, though the socket may stay open. */
  readonly complete: boolean;
  /** An error that came as a regular chunk, as raw text. */
  readonly error?: string;
}
