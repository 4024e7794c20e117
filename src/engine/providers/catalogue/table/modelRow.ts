import type { ImageTokenRule } from '../../../model/request/image';
import type { Price } from '../../../model/price';
import type { ModelTraits } from '../../../model/route/route';

/** Where a fact is from. */
export interface Source {
  readonly url: string;
  /** When it was last compared with a stored copy of that page, as "2026-11-30", or "2026-11" where only the month was noted. */
  readonly on: string;
}

export interface Sourced<T> {
  readonly value: T;
  readonly source: Source;
}

/** The least a model can be made to think, as its vendor spells it; absent where nothing has to be said. */
export type LeastThinking =
  /** Anthropic and DeepSeek: `thinking: { type }`. */
  | { readonly thinking: 'disabled' | 'between_tools' }
  /** `output_config` or `reasoning` with this effort. */
  | { readonly effort: 'none' | 'minimal' | 'low' }
  /** Google: `thinkingConfig` with this level. */
  | { readonly thinkingLevel: 'MINIMAL' | 'LOW' }
  /** Google, before its third generation: `thinkingConfig` with so many tokens. */
  | { readonly thinkingBudget: number };

/** All that is known of one family of models. What is absent is not known. */
export interface ModelRow {
  /** Of a name that `readModelName` has read, with the date of its snapshot behind it. */
  readonly pattern: RegExp;
  /** The row counts only for a name as the vendor itself writes it: others serve the same weights with windows of many sizes. */
  readonly ofBareNames?: true;
  readonly traits: Partial<Omit<ModelTraits, 'price' | 'imageTokens'>>;
  /** Takes `temperature`; others answer 400 to it. */
  readonly temperature?: false;
  readonly leastThinking?: LeastThinking;
  /** Shows what it thinks only when asked to. */
  readonly hidesThinking?: true;
  /** Stores what stands before a mark in the prompt; others find what they have seen unasked. */
  readonly cacheMarks?: true;
  /** Of all of these; `name`: that the model thinks is all that is known, and only because it is called so. */
  readonly source: Source | 'name';
  /** How it counts images. */
  readonly imageTokens?: Sourced<ImageTokenRule>;
  /** Of the vendor's own host for text at its standard rates. */
  readonly price?: Sourced<Price>;
}

/** Stores a prefix unasked and reads it at a share of the input's rate. */
export function storedUnasked(input: number, output: number, cachedInput: number): Price {
  return { input, output, cachedInput };
}
