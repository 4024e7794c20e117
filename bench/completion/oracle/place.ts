import type { Indentation } from '../../../src/engine/completion/api/cursorContext';

/** A closing text that the editor wrote behind the cursor, and where the missing text has it. */
export interface Standing {
  readonly close: string;
  /** Offset in the truth. */
  readonly at: number;
}

export const placeKinds = ['end', 'rest', 'lines', 'margin', 'pair', 'mark', 'mid'] as const;

/**
 * `end`: nothing follows. `rest`: the rest of a line is missing. `lines`: whole lines are, and the cursor stands at their
 * indentation, or at the `margin`. `pair`: behind a bracket or quote that the editor has closed. `mark`: behind what begins
 * a comment, a list item, a heading. `mid`: a piece in mid-line.
 */
export type PlaceKind = (typeof placeKinds)[number];

/** A place in a file from which a text is missing. */
export interface Place {
  readonly kind: PlaceKind;
  readonly path: string;
  readonly languageId: string;
  /** Line of the cursor, from 1. */
  readonly line: number;
  readonly prefix: string;
  /** All that is missing. */
  readonly truth: string;
  /** What of the truth the editor has closed already, the nearest to the cursor first. */
  readonly standing: readonly Standing[];
  /** What follows in the file when nothing is missing. */
  readonly after: string;
  /** What the editor has found the file to be indented by. */
  readonly indentation: Indentation;
  /** The cursor stands in a comment, in a string or in a language of prose: sentences are what belongs there. */
  readonly isProse: boolean;
  /** A line of the truth begins in a string or a comment, so that its indentation is text. */
  readonly hasText: boolean;
}

/** What stands behind the cursor. */
export function suffixOf({ standing, after }: Pick<Place, 'standing' | 'after'>): string {
  return standing.map(({ close }) => close).join('') + after;
}

/** The file once a suggestion was taken. */
export function taken(
  place: Pick<Place, 'prefix' | 'standing' | 'after'>,
  suggestion: { readonly text: string; readonly replaces: number },
): string {
  return place.prefix + suggestion.text + suffixOf(place).slice(suggestion.replaces);
}
