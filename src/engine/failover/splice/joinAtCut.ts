import { type CutPoint, solidOf, unspacedScripts } from './cutPoint';

/** What the surface has to do: take text back to `retractTo` UTF-16 units of what was shown, then show `text`. */
export interface Join {
  readonly retractTo?: number;
  readonly text: string;
  /** The new text begins the answer again instead of continuing it. */
  readonly restarted: boolean;
}

/** Markdown that begins a line of its own in any place. */
const block = /^(?:[-*+•]\s|\d+[.)]\s|#{1,6}\s|```|~~~)/;
const unspacedEnd = new RegExp(String.raw`[${unspacedScripts}\p{P}]$`, 'u');
const unspacedBegin = new RegExp(`^[${unspacedScripts}]`, 'u');

/**
 * The smallest step from the text shown to the text with `rest`. A reply that begins a turn lacks the space at the cut;
 * one after the last words, or after a prefill, has its own (`hasOwnSpace`).
 */
export function joinAtCut(cutPoint: CutPoint, shown: string, rest: string, hasOwnSpace: boolean): Join {
  const target = joinedText(cutPoint, rest, hasOwnSpace) ?? shown;
  if (target.startsWith(shown)) return { text: target.slice(shown.length), restarted: false };
  let same = 0;
  while (same < shown.length && shown[same] === target[same]) same += 1;
  return { retractTo: same, text: target.slice(same), restarted: false };
}

/** The whole answer so far, as it must read after the join; undefined where there is nothing new. */
function joinedText(cutPoint: CutPoint, rest: string, hasOwnSpace: boolean): string | undefined {
  const { stable, space, partialWord } = cutPoint;
  const body = rest.trimStart();
  const leading = rest.slice(0, rest.length - body.length);
  if (body === '') return undefined;
  if (space === '') {
    // A model puts a space where its repetition ends, also in a script that has none.
    const isUnspaced = unspacedBegin.test(body) && unspacedEnd.test(stable) && !leading.includes('\n');
    return stable + (hasOwnSpace && !isUnspaced ? rest : body);
  }
  if (partialWord !== '' && body.startsWith(partialWord)) return stable + body;
  // The reply goes on in a line that had just begun, with the indentation of the reply.
  if (space.endsWith('\n') && !leading.includes('\n') && !(hasOwnSpace && leading === ' ')) return stable + rest;
  if (!hasOwnSpace || leading === '') return stable + body;
  const isFurther = leading.startsWith(space) || (!space.includes('\n') && leading.includes('\n') && block.test(body));
  // White space after a whole word belongs to the answer; in place of a cut word, another may come on another line.
  return partialWord !== '' || isFurther ? solidOf(cutPoint) + leading + body : stable + body;
}
