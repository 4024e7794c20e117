import { type Folded, foldText } from './foldedText';
import { beginsLikeTurn, beginsWithWord, endsWithQuestion } from './newTurn';
import { type Repetition, type Shown, shortestRun, specificLength } from './repeatedRuns';
import { insideFence, lastLine, type CutPoint, sentenceEnd, solidOf } from './cutPoint';
import { type Wrapping, wrappingOf } from './answerWrapping';

/** What stands behind a repetition, judged. */
export interface Follow {
  readonly verdict:
    /** It goes on with the text shown. */
    | 'goes-on'
    /** It goes on if nothing that is still to come speaks against it. */
    | 'unclear'
    /** It does not go on: the last words are only spoken of, or nothing comes behind them. */
    | 'parts'
    /** Too little of it is there. */
    | 'open';
  /** Where in the reply it begins. */
  readonly at: number;
  readonly wrapping: Wrapping;
}

/** Characters behind a repetition that are looked at. */
const lookedAt = 24;
/** Characters; what a model says behind the last words in the place of the rest is no longer. */
const longestRemark = 200;
/** Two paragraphs, or a list. */
const manyLines = /\n\s*(?:\n|[-*+>#|]|\p{N}+[.)])/u;
/** Of a cut word, so that it is no chance where the place is an odd one. */
const longTail = 4;

export function follow(shown: Shown, source: string, run: Repetition, isWhole: boolean): Follow {
  const before = source.slice(0, run.start);
  const wrapping = wrappingOf(before, source.slice(run.start, run.start + 8), shown.seam);
  const { at, isClosed, isQuoted } = behind(shown, source, run, wrapping);
  const verdict = judge(shown, before, source.slice(at), {
    run,
    isQuoted,
    isWhole,
    wrapping,
    closing: source.slice(run.end, at),
  });
  return { verdict, at, wrapping: isClosed ? { ...wrapping, closer: undefined } : wrapping };
}

interface Behind {
  readonly at: number;
  /** What was opened right before the last words closes right behind them. */
  readonly isClosed: boolean;
  /** It is a quote, as around what is spoken of. */
  readonly isQuoted: boolean;
}

/** Where the repetition ends with all that closes it, and whether it stood in quotes of its own. */
function behind(shown: Shown, source: string, run: Repetition, { closer, hasDots }: Wrapping): Behind {
  const at = behindClosing(shown, source, run.end);
  const dots = /^(?:\.{2,}|…)/.exec(source.slice(at))?.[0] ?? '';
  if (closer !== undefined && source.startsWith(closer, at + dots.length)) {
    return { at: at + dots.length + closer.length, isClosed: true, isQuoted: !/^[*_~`]+$/.test(closer) };
  }
  const isTail =
    shown.tail !== '' && foldText(source.slice(at + dots.length, at + dots.length + 80)).startsWith(shown.tail);
  return { at: hasDots || isTail ? at + dots.length : at, isClosed: false, isQuoted: false };
}

/** Behind the signs that stand behind the last letter in the text shown, as far as the reply has them from `at` on. */
function behindClosing({ closing }: Shown, source: string, at: number): number {
  let end = at;
  for (const sign of closing.replace(/\s/g, '')) {
    const space = source.slice(end).search(/\S/);
    if (space !== -1 && source.startsWith(sign, end + space)) end += space + sign.length;
  }
  return end;
}

interface Place {
  readonly run: Repetition;
  readonly isQuoted: boolean;
  /** The reply has ended. */
  readonly isWhole: boolean;
  readonly wrapping: Wrapping;
  /** What the reply has between the last letter it repeats and what goes on. */
  readonly closing: string;
}

function judge(shown: Shown, before: string, rest: string, place: Place): Follow['verdict'] {
  const { tail } = shown;
  const body = rest.trimStart();
  const isWritten = shown.seam.tail !== '' && body.startsWith(shown.seam.tail);
  const agrees = isWritten || (tail !== '' && foldText(body.slice(0, 80)).startsWith(tail));
  if (addsNothing(body)) return place.isWhole ? 'parts' : 'open';
  if (!agrees && !place.isWhole && body.length < Math.max(lookedAt, shown.seam.tail.length)) return 'open';
  if (place.wrapping.isQuotedLine)
    return place.isWhole && agrees && !/\n\s*>/.test(rest) ? 'goes-on' : place.isWhole ? 'parts' : 'unclear';
  const isSpokenOf = isMention(before);
  const isOdd = isSpokenOf || leavesLine(shown, rest);
  // One new line where none belongs is a model's slip; behind two a turn of its own may begin.
  const isSlip = isOdd && !isSpokenOf && !/\n\s*\n/.test(rest.slice(0, rest.length - body.length));
  if (agrees && shown.seam.tail.length >= (isOdd && !isSlip ? longTail : 2)) return 'goes-on';
  if (place.run.length < specificLength(shown)) return 'parts';
  const hasWords = /[\p{L}\p{N}]/u.test(before);
  if (place.isQuoted && (hasWords || tail !== '' || shown.seam.gap.includes('\n'))) return 'parts';
  if (isOdd || losesLine(shown, place.closing, rest) || beginsLikeTurn(body)) return 'parts';
  if (!agrees && !isLikeTail(shown.seam, rest)) return 'parts';
  if (!agrees && beginsAnew(shown, rest)) {
    if (!place.isWhole) return 'open';
    if (!isMoreThanRemark(shown.seam, body)) return 'parts';
  }
  if (!hasWords && !place.isQuoted) return 'goes-on';
  return place.isWhole ? (endsWithQuestion(rest) ? 'parts' : 'goes-on') : 'unclear';
}

/** Whether a paragraph of words begins there and is short, the end of the answer or a refusal: nothing tells whose it is. */
function beginsAnew({ seam }: Shown, rest: string): boolean {
  const body = rest.trimStart();
  const space = rest.slice(0, rest.length - body.length) + (seam.tail === '' ? seam.gap : '');
  return space.includes('\n') && body.length < longestRemark && beginsWithWord(body);
}

/** Whether a short end of a reply has more than the one paragraph of a remark or a refusal; in a code block, its end. */
export function isMoreThanRemark({ kept }: CutPoint, body: string): boolean {
  return insideFence(kept) ? /(?:^|\n) {0,3}(?:```|~~~)/.test(body) : manyLines.test(body.trim());
}

/** Whether there is nothing in it but dots and what closes. */
function addsNothing(body: string): boolean {
  return /^[\s.…"'“”»«」』*_]*$/u.test(body);
}

/** Whether the last words come in the middle of a sentence of the reply, which then speaks of them. */
function isMention(before: string): boolean {
  const line = lastLine(before).replace(/["'“”„‟‘‚«‹「『*_`(\s]+$/u, '');
  return /[\p{L}\p{N}]/u.test(line) && !/[:：.!?。！？…؟،,;—–-]$/u.test(line.replace(/(?:\.{2,}|…)$/, ':'));
}

/** Whether it begins a line where the text shown was in the middle of one. */
function leavesLine({ seam }: Shown, rest: string): boolean {
  const space = /^\s*/.exec(rest)?.[0] ?? '';
  if (!space.includes('\n') || seam.gap.includes('\n')) return false;
  const isWrapped = space.trim() === '' && !/\n\s*\n/.test(space) && /^\p{Ll}/u.test(rest.trimStart());
  return seam.tail !== '' || !(isWrapped || sentenceEnd.test(solidOf(seam)));
}

/** Whether what needs a line of its own stands on that of a sentence that has ended, or a new line is left out. */
function losesLine({ seam, closing }: Shown, written: string, rest: string): boolean {
  const space = /^\s*/.exec(rest)?.[0] ?? '';
  if (closing.trim() !== '' && closing.includes('\n')) return !(written + space).includes('\n');
  if (seam.tail !== '' || seam.gap.includes('\n')) return false;
  const solid = solidOf(seam);
  const isBlock = /^[^\S\n]*(?:```|~~~|#{1,6}\s|[-*]\s|\d+\.\s|\|)/.test(rest);
  const isBlockAnywhere =
    /^[^\S\n]*(?:```|~~~)/.test(rest) || (/^[^\S\n]*\|/.test(rest) && !lastLine(solid).includes('|'));
  return isBlockAnywhere || (isBlock && sentenceEnd.test(solid));
}

/** Another word in the place of the last one is of its kind: no dash, quote or bracket where a word had begun. */
function isLikeTail({ gap, tail }: CutPoint, rest: string): boolean {
  const body = rest.trimStart();
  if (tail === '') return true;
  if (gap.includes('\n') && !rest.slice(0, rest.length - body.length).includes('\n')) return false;
  const alike = [/^\p{N}/u, /^[*_`]*\p{L}/u].find((each) => each.test(tail));
  return alike ? alike.test(body) : body[0] === tail[0];
}

/**
 * Where a reply repeats too little to be found by it, but writes the last word as it was cut, which it has not seen: as
 * good as a repetition where it is long enough, and new.
 */
export function retoldTail(shown: Shown, source: string, reply: Folded): number | undefined {
  const { end, tail, seam } = shown;
  const body = source.trimStart();
  const at = source.length - body.length;
  if (tail === '') return undefined;
  const line = lastLine(seam.kept).trimStart();
  // A line that had just begun, written anew with the marks that open it.
  const isAnew = line !== '' && !/\p{L}/u.test(line) && body.startsWith(line + seam.tail);
  if (isAnew && isSpecific(shown, line + seam.tail) && !seam.kept.includes(line + seam.tail)) return at + line.length;
  for (let length = Math.min(shortestRun - 1, end.length); length > 0; length -= 1) {
    const run = end.slice(end.length - length) + tail;
    const isFirst = !/\S/.test(source.slice(0, reply.starts[0]));
    if (isFirst && reply.text.startsWith(run) && isSpecific(shown, run) && !end.includes(run))
      return behindClosing(shown, source, reply.ends[length - 1] ?? 0);
  }
  const isNew = !end.includes(tail) || /^\p{N}+$/u.test(tail);
  return body.startsWith(seam.tail) && isNew && isSpecific(shown, seam.tail) ? at : undefined;
}

/** Whether it is too long for chance: numbers and signs sooner than words, and these sooner than what begins a sentence. */
function isSpecific({ seam }: Shown, run: string): boolean {
  if (/^\p{N}+$/u.test(run))
    return (
      run.length >= 2 &&
      !solidOf(seam)
        .split(/\P{N}+/u)
        .includes(run)
    );
  const needed = /^\p{Lu}/u.test(run) ? 6 : /[^\p{L}\p{M}\s]/u.test(run) ? 3 : 4;
  return run.normalize('NFC').replace(/\s/g, '').length >= needed;
}
