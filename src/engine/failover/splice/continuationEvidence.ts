import { type Folded, foldText } from './foldedText';
import { beginsLikeTurn, beginsWithWord, endsWithQuestion } from './newTurn';
import { type Repetition, type Shown, shortestRunChars, specificRunChars } from './repeatedRuns';
import { insideFence, lastLine, type CutPoint, sentenceEnd, solidOf } from './cutPoint';
import { type Wrapping, wrappingOf } from './answerWrapping';

/** The text after a repetition, and whether it continues the answer. */
export interface Follow {
  readonly decision:
    /** It continues the text shown. */
    | 'goes-on'
    /** It continues the text shown unless the rest of the reply speaks against that. */
    | 'unclear'
    /** It is no continuation: the reply only mentions the last words, or nothing comes after them. */
    | 'parts'
    /** Too little of it has come. */
    | 'open';
  /** Where in the reply it begins. */
  readonly at: number;
  readonly wrapping: Wrapping;
}

/** Text after a repetition that a decision needs. */
const inspectedChars = 24;
/** The longest remark that a model writes after the last words in place of the rest. */
const longestRemarkChars = 200;
/** Two paragraphs, or a list. */
const manyLines = /\n\s*(?:\n|[-*+>#|]|\p{N}+[.)])/u;
/** The least of a cut word that is no coincidence where the position is odd. */
const longPartialWordChars = 4;

export function follow(shown: Shown, source: string, run: Repetition, isWhole: boolean): Follow {
  const before = source.slice(0, run.start);
  const wrapping = wrappingOf(before, source.slice(run.start, run.start + 8), shown.cutPoint);
  const { at, isClosed, isQuoted } = afterRepetition(shown, source, run, wrapping);
  const decision = decide(shown, before, source.slice(at), {
    run,
    isQuoted,
    isWhole,
    wrapping,
    closing: source.slice(run.end, at),
  });
  return { decision, at, wrapping: isClosed ? { ...wrapping, closer: undefined } : wrapping };
}

interface AfterRepetition {
  readonly at: number;
  /** What opens right before the last words closes right after them. */
  readonly isClosed: boolean;
  /** It is a quote, as around words that a reply mentions. */
  readonly isQuoted: boolean;
}

/** Where the repetition ends with all that closes it, and whether the reply put it in quotes. */
function afterRepetition(
  shown: Shown,
  source: string,
  run: Repetition,
  { closer, hasDots }: Wrapping,
): AfterRepetition {
  const at = afterClosing(shown, source, run.end);
  const dots = /^(?:\.{2,}|…)/.exec(source.slice(at))?.[0] ?? '';
  if (closer !== undefined && source.startsWith(closer, at + dots.length)) {
    return { at: at + dots.length + closer.length, isClosed: true, isQuoted: !/^[*_~`]+$/.test(closer) };
  }
  const isTail =
    shown.partialWord !== '' &&
    foldText(source.slice(at + dots.length, at + dots.length + 80)).startsWith(shown.partialWord);
  return { at: hasDots || isTail ? at + dots.length : at, isClosed: false, isQuoted: false };
}

/** The position after those signs that follow the last letter of the text shown, as far as the reply has them from `at` on. */
function afterClosing({ closing }: Shown, source: string, at: number): number {
  let end = at;
  for (const sign of closing.replace(/\s/g, '')) {
    const space = source.slice(end).search(/\S/);
    if (space !== -1 && source.startsWith(sign, end + space)) end += space + sign.length;
  }
  return end;
}

interface ReplyPosition {
  readonly run: Repetition;
  readonly isQuoted: boolean;
  /** The reply has come to its end. */
  readonly isWhole: boolean;
  readonly wrapping: Wrapping;
  /** The text of the reply between the last letter it repeats and its continuation. */
  readonly closing: string;
}

function decide(shown: Shown, before: string, rest: string, place: ReplyPosition): Follow['decision'] {
  const { partialWord } = shown;
  const body = rest.trimStart();
  const isWritten = shown.cutPoint.partialWord !== '' && body.startsWith(shown.cutPoint.partialWord);
  const agrees = isWritten || (partialWord !== '' && foldText(body.slice(0, 80)).startsWith(partialWord));
  if (addsNothing(body)) return place.isWhole ? 'parts' : 'open';
  if (!agrees && !place.isWhole && body.length < Math.max(inspectedChars, shown.cutPoint.partialWord.length))
    return 'open';
  if (place.wrapping.isQuotedLine)
    return place.isWhole && agrees && !/\n\s*>/.test(rest) ? 'goes-on' : place.isWhole ? 'parts' : 'unclear';
  const isSpokenOf = isMention(before);
  const isOdd = isSpokenOf || leavesLine(shown, rest);
  // One new line where none belongs is a slip of the model; after two a new turn may begin.
  const isSlip = isOdd && !isSpokenOf && !/\n\s*\n/.test(rest.slice(0, rest.length - body.length));
  if (agrees && shown.cutPoint.partialWord.length >= (isOdd && !isSlip ? longPartialWordChars : 2)) return 'goes-on';
  if (place.run.length < specificRunChars(shown)) return 'parts';
  const hasWords = /[\p{L}\p{N}]/u.test(before);
  if (place.isQuoted && (hasWords || partialWord !== '' || shown.cutPoint.space.includes('\n'))) return 'parts';
  if (isOdd || losesLine(shown, place.closing, rest) || beginsLikeTurn(body)) return 'parts';
  if (!agrees && !isLikePartialWord(shown.cutPoint, rest)) return 'parts';
  if (!agrees && beginsParagraph(shown, rest)) {
    if (!place.isWhole) return 'open';
    if (!isMoreThanRemark(shown.cutPoint, body)) return 'parts';
  }
  if (!hasWords && !place.isQuoted) return 'goes-on';
  return place.isWhole ? (endsWithQuestion(rest) ? 'parts' : 'goes-on') : 'unclear';
}

/** Whether a short paragraph of words begins there: it may be the end of the answer as well as a refusal. */
function beginsParagraph({ cutPoint }: Shown, rest: string): boolean {
  const body = rest.trimStart();
  const space = rest.slice(0, rest.length - body.length) + (cutPoint.partialWord === '' ? cutPoint.space : '');
  return space.includes('\n') && body.length < longestRemarkChars && beginsWithWord(body);
}

/** Whether a short reply is more than the one paragraph of a remark or a refusal; in a code block: whether it closes the block. */
export function isMoreThanRemark({ stable }: CutPoint, body: string): boolean {
  return insideFence(stable) ? /(?:^|\n) {0,3}(?:```|~~~)/.test(body) : manyLines.test(body.trim());
}

/** Whether the text consists of dots and closing signs alone. */
function addsNothing(body: string): boolean {
  return /^[\s.…"'“”»«」』*_]*$/u.test(body);
}

/** Whether the last words stand in the middle of a sentence of the reply, which then mentions them. */
function isMention(before: string): boolean {
  const line = lastLine(before).replace(/["'“”„‟‘‚«‹「『*_`(\s]+$/u, '');
  return /[\p{L}\p{N}]/u.test(line) && !/[:：.!?。！？…؟،,;—–-]$/u.test(line.replace(/(?:\.{2,}|…)$/, ':'));
}

/** Whether the reply begins a line where the text shown was in the middle of one. */
function leavesLine({ cutPoint }: Shown, rest: string): boolean {
  const space = /^\s*/.exec(rest)?.[0] ?? '';
  if (!space.includes('\n') || cutPoint.space.includes('\n')) return false;
  const isWrapped = space.trim() === '' && !/\n\s*\n/.test(space) && /^\p{Ll}/u.test(rest.trimStart());
  return cutPoint.partialWord !== '' || !(isWrapped || sentenceEnd.test(solidOf(cutPoint)));
}

/** Whether a block that needs its own line stands on the line of a finished sentence, or the reply leaves out a new line. */
function losesLine({ cutPoint, closing }: Shown, written: string, rest: string): boolean {
  const space = /^\s*/.exec(rest)?.[0] ?? '';
  if (closing.trim() !== '' && closing.includes('\n')) return !(written + space).includes('\n');
  if (cutPoint.partialWord !== '' || cutPoint.space.includes('\n')) return false;
  const solid = solidOf(cutPoint);
  const isBlock = /^[^\S\n]*(?:```|~~~|#{1,6}\s|[-*]\s|\d+\.\s|\|)/.test(rest);
  const isBlockAnywhere =
    /^[^\S\n]*(?:```|~~~)/.test(rest) || (/^[^\S\n]*\|/.test(rest) && !lastLine(solid).includes('|'));
  return isBlockAnywhere || (isBlock && sentenceEnd.test(solid));
}

/** Whether a word in place of the cut one is of the same kind: no dash, quote or bracket where a word had begun. */
function isLikePartialWord({ space, partialWord }: CutPoint, rest: string): boolean {
  const body = rest.trimStart();
  if (partialWord === '') return true;
  if (space.includes('\n') && !rest.slice(0, rest.length - body.length).includes('\n')) return false;
  const alike = [/^\p{N}/u, /^[*_`]*\p{L}/u].find((each) => each.test(partialWord));
  return alike ? alike.test(body) : body[0] === partialWord[0];
}

/**
 * Where a reply goes on that repeats too little to be found by it, but writes the cut word, which the model has not seen.
 * That is as good as a repetition where the word is long enough and new. Undefined where there is no such position.
 */
export function retoldPartialWord(shown: Shown, source: string, reply: Folded): number | undefined {
  const { end, partialWord, cutPoint } = shown;
  const body = source.trimStart();
  const at = source.length - body.length;
  if (partialWord === '') return undefined;
  const line = lastLine(cutPoint.stable).trimStart();
  // A line that had just begun, written again with the marks that open it.
  const isAnew = line !== '' && !/\p{L}/u.test(line) && body.startsWith(line + cutPoint.partialWord);
  if (
    isAnew &&
    isSpecific(shown, line + cutPoint.partialWord) &&
    !cutPoint.stable.includes(line + cutPoint.partialWord)
  )
    return at + line.length;
  for (let length = Math.min(shortestRunChars - 1, end.length); length > 0; length -= 1) {
    const run = end.slice(end.length - length) + partialWord;
    const isFirst = !/\S/.test(source.slice(0, reply.starts[0]));
    if (isFirst && reply.text.startsWith(run) && isSpecific(shown, run) && !end.includes(run))
      return afterClosing(shown, source, reply.ends[length - 1] ?? 0);
  }
  const isNew = !end.includes(partialWord) || /^\p{N}+$/u.test(partialWord);
  return body.startsWith(cutPoint.partialWord) && isNew && isSpecific(shown, cutPoint.partialWord) ? at : undefined;
}

/** Whether a run is too long for a coincidence: numbers need least, then signs, then words, then words with a capital. */
function isSpecific({ cutPoint }: Shown, run: string): boolean {
  if (/^\p{N}+$/u.test(run))
    return (
      run.length >= 2 &&
      !solidOf(cutPoint)
        .split(/\P{N}+/u)
        .includes(run)
    );
  const needed = /^\p{Lu}/u.test(run) ? 6 : /[^\p{L}\p{M}\s]/u.test(run) ? 3 : 4;
  return run.normalize('NFC').replace(/\s/g, '').length >= needed;
}
