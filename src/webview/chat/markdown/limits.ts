/**
 * What keeps one update of the page short, whatever an answer holds. Each step of drawing takes at most one window of
 * source, and none of the costs below it grows faster than what is limited here.
 */

/** Characters and lines of source that are parsed at once. */
export const windowChars = 3_000;
export const windowLines = 150;

/** Containers within each other: deeper ones are shown as they were written. */
export const deepestNesting = 12;

/** Delimiters times characters of a run of text; beyond it emphasis would take the parser too long. */
export const inlineWork = 300_000;

/** Characters without a space in a run of text; the search for addresses is quadratic in them. */
export const longestWord = 1_200;

/** Characters of code that are coloured at once. */
export const pieceChars = 1_500;
export const pieceLines = 60;

/** Steps of one update; the rest comes in steps of their own, between which the page answers to keys. */
export const stepsPerUpdate = 2;

/** Blocks that stand side by side; more are put into sections. */
export const blocksPerSection = 100;

/** Chunks of text that stand behind what is formatted and wait for it. */
export const waitingChunks = 60;
