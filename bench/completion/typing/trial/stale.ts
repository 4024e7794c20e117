import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';
import type { Exchange } from '../model/backEnd';
import type { Document } from '../file/document';

/** Characters before the cursor and behind it by which a place is recognised. */
const signature = 160;

/** Characters at the beginning of an answer that may be left out, and those that are compared. */
const echo = 60;

/** Answers that are looked at, the latest first. */
const remembered = 60;

/**
 * A suggestion is stale when no answer, given for this place in the document as it is now, contains it here. Seen from
 * outside, so that it holds for any policy: what was typed since the request must be what the answer says, and what
 * follows the piece that is being written must be what it was.
 */
export function isStale(
  document: Pick<Document, 'before' | 'following'>,
  { text }: Suggestion,
  exchanges: readonly Exchange[],
): boolean {
  const { before } = document;
  // Behind a bracket too many that was dropped the statement may still end.
  const start = text.trimStart().slice(0, 6).replace(/;$/, '');
  const following = document.following.slice(0, signature);
  for (let index = exchanges.length - 1; index >= Math.max(0, exchanges.length - remembered); index -= 1) {
    const { request, raw } = exchanges[index]!;
    if (!request.suffix.includes(following.slice(0, 40))) continue;
    const mark = request.prefix.slice(-signature);
    const place = before.lastIndexOf(mark);
    if (place < 0) continue;
    const typed = before.slice(place + mark.length);
    const said = squeezed(typed);
    for (const answer of readingsOf(squeezed(raw), squeezed(mark))) {
      // A policy may cut what a model repeats of the cursor's line.
      const next = answer.slice(said.length, said.length + echo);
      if (answer.startsWith(said) && next.includes(squeezed(start))) return false;
    }
  }
  return true;
}

/** An answer, and the same without the end of what stands before its place where it begins with that once more. */
function readingsOf(answer: string, before: string): readonly string[] {
  const repeated = Array.from({ length: before.length }, (_, index) => before.slice(index));
  return [answer, ...repeated.filter((end) => answer.startsWith(end)).map((end) => answer.slice(end.length))];
}

/** White space is the editor's as much as the model's. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
