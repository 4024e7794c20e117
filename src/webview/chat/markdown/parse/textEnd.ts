import { hiddenRuns } from '../../../../engine/model';

/**
 * Where the text from `at` ends with at most so many characters and lines: after the last whole line that still fits. A
 * longer line is broken, but never between the halves of a surrogate pair.
 */
export function textEnd(text: string, at: number, mostChars: number, mostLines: number): number {
  let end = at;
  for (let lines = 0; lines < mostLines && end < text.length; lines += 1) {
    const next = text.indexOf('\n', end) + 1 || text.length;
    if (next - at > mostChars) return end === at ? wholeCharacters(text, at + mostChars) : end;
    end = next;
  }
  return end;
}

/** End of the last line up to which there are at most `mostMarks` hidden characters, and at least the end of the first `lines`. */
export function endBeforeMarks(text: string, mostMarks: number, lines: number): number {
  const over = hiddenRuns(text)[mostMarks];
  if (!over) return text.length;
  return Math.max(text.lastIndexOf('\n', over.at) + 1, textEnd(text, 0, text.length, lines));
}

function wholeCharacters(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
}
