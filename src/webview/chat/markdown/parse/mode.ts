import type { Container } from './container';

/** How to read the source from a place on. */
export type Mode = { readonly within?: Container } & (
  | { readonly type: 'blocks'; readonly number?: number }
  /** In code with an open fence. */
  | { readonly type: 'fence'; readonly mark: string; readonly indent: number }
  /** In a table. More rows may follow. */
  | { readonly type: 'table'; readonly head: string }
  /** In a block that is too long to be parsed; an empty line or a fence ends it. */
  | { readonly type: 'plain' }
);
