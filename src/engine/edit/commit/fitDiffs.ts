import { charactersOf, estimateTokens } from '../../model/request/tokenEstimate';

/** The changes of one file, as git prints them. */
export interface FileChanges {
  /** As the user knows it. */
  readonly path: string;
  readonly text: string;
}

/** What of it goes along. */
export interface FittedChanges extends FileChanges {
  /** Lines at its end that do not fit; all of them: its name alone goes along. */
  readonly linesLeftOut: number;
}

/** Tokens. A smaller part of a file says nothing. */
const leastTokens = 60;

/** Tokens for the note below a part. */
const noteTokens = 20;

/**
 * Divides the budget, in tokens, between the files. Each may have an equal share; what a small one leaves goes to the others. One that is
 * longer is cut to whole lines, its first. Pure; the files come back in their order.
 */
export function fitDiffs(files: readonly FileChanges[], budgetTokens: number): readonly FittedChanges[] {
  const fitted = new Map<FileChanges, FittedChanges>();
  let room = budgetTokens - files.reduce((sum, { path }) => sum + estimateTokens(path), 0);
  const smallestFirst = [...files].sort((a, b) => a.text.length - b.text.length);
  smallestFirst.forEach((file, place) => {
    const share = Math.floor(room / (files.length - place));
    const fit = cutTo(file, share);
    room -= estimateTokens(fit.text);
    fitted.set(file, fit);
  });
  return files.flatMap((file) => fitted.get(file) ?? []);
}

function cutTo(file: FileChanges, tokens: number): FittedChanges {
  if (estimateTokens(file.text) <= tokens) return { ...file, linesLeftOut: 0 };
  const lines = file.text.split('\n');
  const room = tokens < leastTokens ? 0 : charactersOf(tokens - noteTokens);
  let chars = 0;
  let kept = 0;
  for (const line of lines) {
    chars += line.length + 1;
    if (chars > room) break;
    kept += 1;
  }
  return { path: file.path, text: lines.slice(0, kept).join('\n'), linesLeftOut: lines.length - kept };
}
