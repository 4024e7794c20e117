import type { Container } from './container';

/** How the source is to be read from some place on. */
export type Mode = { readonly within?: Container } & (
  | { readonly type: 'blocks'; readonly number?: number }
  /** In code whose fence is not closed yet. */
  | { readonly type: 'fence'; readonly mark: string; readonly indent: number }
  /** In a table, of which more rows may follow. */
  | { readonly type: 'table'; readonly head: string }
  /** In a block that is too long to be parsed; an empty line or a fence ends it. */
  | { readonly type: 'plain' }
);
