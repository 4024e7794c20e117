/** Case-insensitive access to response headers; a `Headers` object fits. */
export interface HeaderReader {
  get(name: string): string | null;
}

/**
 * Something that went wrong on the wire, as raw as it was seen: what the classifiers judge. `sawContent`: visible
 * content of this response had come before.
 */
export type WireFault =
  /** The host answered with an error status. */
  | { readonly type: 'response'; readonly status: number; readonly headers: HeaderReader; readonly body: string }
  /** An error object inside a stream with status 200; `data` is its raw text. */
  | {
      readonly type: 'stream-error';
      readonly data: string;
      readonly sawContent: boolean;
      readonly headers?: HeaderReader;
    }
  /** A success status with a body that is not the protocol. */
  | { readonly type: 'not-protocol'; readonly status: number; readonly contentType: string; readonly body: string }
  /** The stream ended in order. `endMarker`: the protocol's own end had come; `finish`: its reason in the wire's words. */
  | { readonly type: 'ended'; readonly endMarker: boolean; readonly sawContent: boolean; readonly finish?: string }
  /** A frame of the stream could not be read. */
  | { readonly type: 'malformed'; readonly sawContent: boolean }
  /** Fetch or the socket threw. `headersSeen`: the response had begun. */
  | {
      readonly type: 'transport';
      readonly error: unknown;
      readonly headersSeen: boolean;
      readonly sawContent: boolean;
    };
