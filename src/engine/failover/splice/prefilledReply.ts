import { isMoreThanRemark } from './continuationEvidence';
import { beginsLikeTurn, beginsWithWord, endsWithQuestion } from './newTurn';
import type { Shown } from './repeatedRuns';
import { sentenceEnd, solidOf } from './cutPoint';

/** Text of a reply that a decision needs where the reply does not write the cut word. */
const inspectedChars = 60;
/** Where only the length tells a continuation from a new turn: refusals and questions back are shorter. */
const longestRefusalChars = 300;

/** A line that has a mark and no word yet. */
const begunLine = /(?:^|\n)[^\S\n]*(?:[-*+>#|]|\p{N}+[.)])+$/u;

/** Whether a prefilled reply writes the cut word, which the model has not seen. */
export function writesPartialWord({ cutPoint }: Shown, reply: string): boolean {
  return cutPoint.partialWord.length > 1 && reply.trimStart().startsWith(cutPoint.partialWord);
}

/**
 * Whether a reply goes on straight from its prefill; undefined while too little of it has come. A reply without the cut word
 * may use another word. A host that ignored the prefill, or a model that refuses, begins a turn: without the space that has
 * to come, with a capital or a new line in mid-sentence, or like an answer to a person.
 */
export function goesOnFromPrefill(
  { cutPoint, partialWord }: Shown,
  reply: string,
  isWhole: boolean,
): boolean | undefined {
  const body = reply.trimStart();
  const solid = solidOf(cutPoint);
  const isSentence = sentenceEnd.test(solid);
  const isInLine = !cutPoint.space.includes('\n');
  // Where a sentence may begin, and in scripts without capitals, a new turn looks like the rest of the answer.
  const mayBegin = !isInLine || isSentence || begunLine.test(solid) || /\p{Lo}\P{L}*$/u.test(solid);
  const isBlind = mayBegin && beginsWithWord(body);
  const needed = isBlind && cutPoint.partialWord === '' ? longestRefusalChars : inspectedChars;
  if (body.length < needed) {
    if (!isWhole) return undefined;
    if (needed === longestRefusalChars && !isMoreThanRemark(cutPoint, body)) return false;
  }
  if (isBlind && cutPoint.partialWord !== '' && !body.startsWith(cutPoint.partialWord)) return false;
  const space = reply.slice(0, reply.length - body.length);
  if (body === '' || beginsLikeTurn(body)) return false;
  if (isWhole && (endsWithQuestion(body) || /[:：]\s*$/.test(body))) return false;
  if (!body.startsWith(cutPoint.partialWord) && !/^[\p{L}\p{N}]/u.test(cutPoint.partialWord)) return false;
  if (!isInLine) return true;
  if (space.includes('\n')) return isSentence && partialWord === '';
  const isNew = /[\p{L}\p{N},]$/u.test(solid) && /^\p{Lu}/u.test(body) && !/^\p{Lu}/u.test(cutPoint.partialWord);
  if (isSentence ? partialWord !== '' && !body.startsWith(cutPoint.partialWord) : isNew) return false;
  return cutPoint.space === '' || space !== '' || /^\p{Ll}/u.test(body);
}
