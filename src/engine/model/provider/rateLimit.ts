export const countedUnits = ['requests', 'tokens', 'input-tokens', 'output-tokens'] as const;

/** One limit of a host for a time, as a response has said it. */
export interface RateLimit {
  /** What is counted; `tokens` are those of input and output together. */
  readonly unit: (typeof countedUnits)[number];
  /** Left of it now, in its unit. */
  readonly remaining: number;
  /** All of it, in its unit; absent where it was not said. */
  readonly limit?: number;
  /** Milliseconds from the response until all of it is there again; absent where nothing says it. */
  readonly resetMs?: number;
  /** It fills up steadily until then, so that a part of it is there sooner. */
  readonly refills?: boolean;
  /** Input that the host has stored does not count, so that how much a request takes is not known before. */
  readonly sparesStored?: boolean;
}
