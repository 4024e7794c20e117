import { isMoreThanRemark } from './continuationEvidence';
import { beginsLikeTurn, beginsWithWord, endsWithQuestion } from './newTurn';
import type { Shown } from './repeatedRuns';
import { sentenceEnd, solidOf } from './cutPoint';

/** Characters of it that are looked at where it does not write the last word as it was cut. */
const lookedAt = 60;
/** Where nothing tells a continuation from a new turn but its length: refusals and questions back are shorter. */
const longestRefusal = 300;

/** A line that has a mark and no word yet. */
const begunLine = /(?:^|\n)[^\S\n]*(?:[-*+>#|]|\p{N}+[.)])+$/u;

/** Whether a prefilled reply writes the last word as it was cut, which the model has not seen. */
export function writesTail({ seam }: Shown, reply: string): boolean {
  return seam.tail.length > 1 && reply.trimStart().startsWith(seam.tail);
}

/**
 * Whether a reply goes on straight from its prefill. One that does not write the last word as it was cut may word it
 * otherwise; a host that ignored the prefill, or a model that refuses, begins a turn: without the space that has to come,
 * with a capital or a new line in the middle of a sentence, or like one that answers a person.
 */
export function goesOnFromPrefill({ seam, tail }: Shown, reply: string, isWhole: boolean): boolean | undefined {
  const body = reply.trimStart();
  const solid = solidOf(seam);
  const isSentence = sentenceEnd.test(solid);
  const isInLine = !seam.gap.includes('\n');
  // Where a sentence may begin, and in scripts without capitals, a new turn looks like the rest of the answer.
  const mayBegin = !isInLine || isSentence || begunLine.test(solid) || /\p{Lo}\P{L}*$/u.test(solid);
  const isBlind = mayBegin && beginsWithWord(body);
  const needed = isBlind && seam.tail === '' ? longestRefusal : lookedAt;
  if (body.length < needed) {
    if (!isWhole) return undefined;
    if (needed === longestRefusal && !isMoreThanRemark(seam, body)) return false;
  }
  if (isBlind && seam.tail !== '' && !body.startsWith(seam.tail)) return false;
  const space = reply.slice(0, reply.length - body.length);
  if (body === '' || beginsLikeTurn(body)) return false;
  if (isWhole && (endsWithQuestion(body) || /[:：]\s*$/.test(body))) return false;
  if (!body.startsWith(seam.tail) && !/^[\p{L}\p{N}]/u.test(seam.tail)) return false;
  if (!isInLine) return true;
  if (space.includes('\n')) return isSentence && tail === '';
  const isNew = /[\p{L}\p{N},]$/u.test(solid) && /^\p{Lu}/u.test(body) && !/^\p{Lu}/u.test(seam.tail);
  if (isSentence ? tail !== '' && !body.startsWith(seam.tail) : isNew) return false;
  return seam.gap === '' || space !== '' || /^\p{Ll}/u.test(body);
}
