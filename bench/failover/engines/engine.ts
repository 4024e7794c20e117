import type { Host } from '../host';

/** What a surface is told of an answer. */
export type Told =
  | { readonly type: 'text'; readonly text: string }
  /** Of the text told so far only the first `length` UTF-16 units count. */
  | { readonly type: 'retract'; readonly length: number };

/** Ends when the answer is said to be whole, and throws when it is said not to be. */
export type Ask = (question: string, signal: AbortSignal) => AsyncIterable<Told>;

export interface Engine {
  readonly id: string;
  readonly title: string;
  /** Its settings as far as they are not the defaults, for people. */
  readonly settings: string;
  /** A fresh instance over these hosts in the order of preference; what it learns it keeps between two questions. */
  open(hosts: readonly [Host, ...Host[]]): Ask;
}

export const model = 'bench';
export const apiKey = 'bench-key-that-opens-nothing';
