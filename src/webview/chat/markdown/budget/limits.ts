/**
 * Keeps each update of the page short for any answer. One step of drawing reads at most one window of source, and its
 * cost grows no faster than the quantities limited here.
 */

/** Characters and lines of source that are parsed at once. */
export const windowChars = 2_000;
export const windowLines = 40;

/** Hidden characters in a window of more than `fewLines` lines. A marked one is an element. */
export const windowMarks = 40;
export const fewLines = 3;

/** Containers within each other: deeper ones are shown as they were written. */
export const maxNestingDepth = 8;

/** Containers that are read in one window. */
export const maxContainers = 64;

/** Characters that are read in all, each once for each container that it is in. */
export const maxNestedChars = 8_000;

/** Cells of a table that are drawn in one step; a table of more columns is shown as it was written. */
export const maxCells = 120;
export const maxColumns = 20;

/** Delimiters times characters of a run of text; beyond it emphasis would take the parser too long. */
export const maxInlineWork = 300_000;

/** Characters without a space in a run of text; the search for addresses is quadratic in them. */
export const maxWordChars = 1_200;

/** Hidden characters that are marked one by one in a piece of text; each mark is an element. */
export const maxMarks = 30;

/** Characters of code that are coloured at once. */
export const pieceChars = 1_200;
export const pieceLines = 40;

/** Pieces of code that stand side by side; more are put into parts. */
export const piecesPerPart = 25;

/** Steps of an update that may run at once. Of a longer text only the first step does; the others come later. */
export const stepsPerUpdate = 2;

/** New elements after which a slice of time takes no further step: styling and laying them out takes longer than making them. */
export const sliceElements = 250;

/** Blocks are put into sections of so many characters, and the sections into parts. Lines and elements count as some. */
export const sectionCost = 2_500;
export const costPerLine = 40;
export const costPerElement = 15;
export const sectionsPerPart = 30;

/**
 * Chunks of unformatted text: how long they are, how many wait after the formatted blocks, and how many of those come at
 * once.
 */
export const chunkChars = 600;
export const chunkLines = 30;
export const waitingChunks = 250;
export const newChunks = 20;

/** Hidden characters that are marked one by one in a chunk that waits. */
export const waitingMarks = 3;
