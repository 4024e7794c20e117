import { cutPointOf, lastRunOf, longestPartialWordChars, solidOf } from './cutPoint';

/** Less shown text than this is begun again rather than continued: nothing worth keeping is lost. */
export const shortestPartialChars = 40;

/** More of the end than any join takes back, and less than an answer has: it is looked at with each piece. */
const lookedAtChars = 2_000;

/**
 * UTF-16 units of a text shown that stay as they are when another route goes on with it, also after more of it was shown. The
 * last, perhaps unfinished word may be written anew, with the space before it; a text that is too short to be continued is begun
 * again. In a script without spaces the word at the end begins at the last space, since a cut after letters of another script does.
 */
export function certainLength(text: string): number {
  if (text.length < shortestPartialChars) return 0;
  const end = text.slice(-lookedAtChars);
  const run = lastRunOf(end);
  const beforeRun = run.length > longestPartialWordChars ? end : end.slice(0, end.length - run.length).trimEnd();
  return text.length - end.length + Math.min(beforeRun.length, solidOf(cutPointOf(end)).length);
}
