/**
 * What keeps one update of the page short, whatever an answer holds. Each step of drawing takes at most one window of
 * source, and none of the costs below it grows faster than what is limited here.
 */

/** Characters and lines of source that are parsed at once. */
export const windowChars = 2_000;
export const windowLines = 50;

/** Containers within each other: deeper ones are shown as they were written. */
export const deepestNesting = 12;

/** Delimiters times characters of a run of text; beyond it emphasis would take the parser too long. */
export const inlineWork = 300_000;

/** Characters without a space in a run of text; the search for addresses is quadratic in them. */
export const longestWord = 1_200;

/** Hidden characters that are marked one by one in a piece of text; each mark is an element. */
export const mostMarks = 30;

/** Characters of code that are coloured at once. */
export const pieceChars = 1_200;
export const pieceLines = 40;

/** Steps of one update; the rest comes in steps of their own, between which the page answers to keys. */
export const stepsPerUpdate = 2;

/** Blocks that stand side by side; more are put into sections. */
export const blocksPerSection = 20;

/** Chunks of text that stand behind what is formatted and wait for it. */
export const waitingChunks = 60;
