/** What one endpoint bears. */
export interface EndpointLimits {
  /** Of the body of a request. */
  readonly maxBodyBytes: number;
  readonly headersTimeoutMs: number;
  /** For headers and body together. */
  readonly requestTimeoutMs: number;
  /** That are answered at once. */
  readonly maxRequests: number;
  readonly maxConnections: number;
  /** Until a client that does not read is left. */
  readonly writeTimeoutMs: number;
  /** Without a word of the answer until its headers are sent, and between signs of life after that. */
  readonly quietMs: number;
}

export const usualLimits: EndpointLimits = {
  maxBodyBytes: 32 * 1024 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  maxRequests: 16,
  maxConnections: 64,
  writeTimeoutMs: 60_000,
  // Clients wait for headers from one to ten minutes. Once headers are sent, a failure has no status any more.
  quietMs: 45_000,
};
