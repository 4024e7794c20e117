import { type CutPoint, solidOf, unspacedScripts } from './cutPoint';

/** What the surface has to do: take text back to `retractTo` UTF-16 units of what was shown, then show `text`. */
export interface Join {
  readonly retractTo?: number;
  readonly text: string;
  /** The new text begins the answer again instead of continuing it. */
  readonly restarted: boolean;
}

/** What begins a line of its own wherever it stands. */
const block = /^(?:[-*+•]\s|\d+[.)]\s|#{1,6}\s|```|~~~)/;
const unspacedEnd = new RegExp(String.raw`[${unspacedScripts}\p{P}]$`, 'u');
const unspacedBegin = new RegExp(`^[${unspacedScripts}]`, 'u');

/**
 * The smallest step from what is shown to what shall be, when `rest` goes on. A turn of its own begins without the space
 * that stood there; one behind the last words, or behind a prefill, has its own.
 */
export function joinAtCut(seam: CutPoint, shown: string, rest: string, hasOwnSpace: boolean): Join {
  const target = joinedText(seam, rest, hasOwnSpace) ?? shown;
  if (target.startsWith(shown)) return { text: target.slice(shown.length), restarted: false };
  let same = 0;
  while (same < shown.length && shown[same] === target[same]) same += 1;
  return { retractTo: same, text: target.slice(same), restarted: false };
}

/** The whole answer so far, as it must read after the join; undefined where there is nothing new. */
function joinedText(seam: CutPoint, rest: string, hasOwnSpace: boolean): string | undefined {
  const { kept, gap, tail } = seam;
  const body = rest.trimStart();
  const space = rest.slice(0, rest.length - body.length);
  if (body === '') return undefined;
  if (gap === '') {
    // A model puts a space where its repetition ends, also in a script that has none.
    const isUnspaced = unspacedBegin.test(body) && unspacedEnd.test(kept) && !space.includes('\n');
    return kept + (hasOwnSpace && !isUnspaced ? rest : body);
  }
  if (tail !== '' && body.startsWith(tail)) return kept + body;
  // It goes on in a line that had just begun, with its own indentation.
  if (gap.endsWith('\n') && !space.includes('\n') && !(hasOwnSpace && space === ' ')) return kept + rest;
  if (!hasOwnSpace || space === '') return kept + body;
  const isFurther = space.startsWith(gap) || (!gap.includes('\n') && space.includes('\n') && block.test(body));
  // What was shown behind the last word is the answer's own; behind the word before it, another may come on another line.
  return tail !== '' || isFurther ? solidOf(seam) + space + body : kept + body;
}
