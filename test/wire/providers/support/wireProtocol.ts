import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';

/** One protocol as raw bytes, written from the vendors' references and not by our own code. */
export interface WireProtocol {
  readonly type: ProviderType;
  readonly model: string;
  /** What the base URL has behind the origin. */
  readonly basePath: string;
  readonly contentType: string;
  /** Each character of the frames is a byte of them; without, they are text. */
  readonly encoding?: 'latin1';
  /** Keeps the line alive and says nothing. */
  readonly ping: string | undefined;
  /** Frames before the first text. */
  readonly start: string;
  readonly text: (text: string) => string;
  /** The end of a whole answer. */
  readonly end: string;
  /** An error in mid-stream, with the failure it is. */
  readonly error: { readonly frame: string; readonly kind: string };
  /** An error object that comes with status 200 in the place of a stream. */
  readonly errorBody: { readonly body: string; readonly kind: string };
  readonly malformed: string;
  /** A whole tool call and the end of its answer. */
  readonly toolCall: string;
  /** A tool call whose arguments break off in the middle. */
  readonly halfToolCall: string;
}

/** Frames of the protocol as they are sent. */
export function bytesOf(
  { encoding = 'utf8' }: { readonly encoding?: BufferEncoding },
  frames: string,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(frames, encoding));
}

export function event(data: { readonly type: string } & Record<string, unknown>): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
