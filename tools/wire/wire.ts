/** What a model calls, with its arguments in the pieces in which they come. */
export interface ToolCall {
  readonly name: string;
  readonly argumentPieces: readonly string[];
}

/** One streamed answer in the frames of one protocol; to be asked for them in their order. */
export interface Wire {
  readonly contentType: string;
  /** Each character of the frames is a byte of them; without, they are text. */
  readonly encoding?: 'latin1';
  /** Frames before the first word. */
  begin(): string;
  text(piece: string): string;
  /** A call in as many frames as the protocol makes of it. */
  call(call: ToolCall): readonly string[];
  /** The proper end of an answer. */
  end(): string;
  /** The server's own fault, as an event of the stream. */
  readonly errorEvent: string;
  /** The same as the body of a response. */
  readonly errorBody: string;
  /** Cut in the middle of its JSON, as a bad proxy leaves it, but ended as an event. */
  readonly garbage: string;
  /** Bytes that say nothing but that the line lives. */
  readonly keepAlive: string;
  /** The beginning of a line whose end never comes. */
  readonly lineStart: string;
}

export interface WireOptions {
  /** Chat Completions only: usage was asked for. */
  readonly withUsage: boolean;
}
