import type { ShownCall } from '../scenario/count';
import type { Host } from '../backend/host';
import type { Protocol } from '../../../tools/wire/protocol';
import type { Question } from '../scenario/questions';

/** An event of an answer, as a surface gets it. */
export type Told =
  | { readonly type: 'text'; readonly text: string }
  /** Only the first `length` UTF-16 units of the text so far count. */
  | { readonly type: 'retract'; readonly length: number }
  /** A call of a tool that may be run. */
  | ({ readonly type: 'call' } & ShownCall);

/** Ends when the answer is said to be whole, and throws when it is said not to be. */
export type Ask = (question: Question, signal: AbortSignal) => AsyncIterable<Told>;

/** In the order of preference. */
export type Hosts = readonly [Host, ...Host[]];

export interface Engine {
  readonly id: string;
  readonly title: string;
  /** Its settings as far as they are not the defaults, for people. */
  readonly settings: string;
  /** Why it cannot be asked where A speaks this protocol; undefined where it can. */
  lacks?(protocol: Protocol): string | undefined;
  /** Its requests come from another process, and are counted where they arrive. */
  readonly isApart?: boolean;
  /** A fresh instance over these hosts; what it learns it keeps between two questions. */
  open(hosts: Hosts): Ask;
}

export const model = 'bench';
export const apiKey = 'bench-key-that-opens-nothing';

/** JSON Schema of the input of the only tool there is. */
export const toolSchema = {
  type: 'object' as const,
  properties: {
    from: { type: 'integer' as const },
    to: { type: 'integer' as const },
    words: { type: 'array' as const, items: { type: 'string' as const } },
  },
  required: ['from', 'to', 'words'],
};
export const toolDescription = 'Looks up number words.';
