import type { RawCompletion } from '../api/trimmer';
import { hiddenRuns } from '../../model/hiddenCharacters';
import { type BracketBalance, bracketBalanceOf } from '../syntax/bracketBalance';
import { withoutPrefixEcho } from './prefixEcho';
import { type CursorContext, withoutLastSpace } from '../api/cursorContext';
import { withDocumentIndent } from '../syntax/indentation';
import { linesInside } from '../syntax/textLines';
import { upToEndOfBlock, upToSurplusCloser, withoutLinesBelow, withoutRestOfLine } from './suffixOverlap';
import { isClosingRemark, isOmission, isPlainSentence, isProsePlace } from './chatTalk';
import { withoutRepeatedLines } from './repeatedLines';
import { withAbsoluteIndent, withoutExtraSpace } from './placement';
import { isUseful } from './isUseful';
import { stripWrapping } from './stripWrapping';

export interface CleanCompletion {
  readonly text: string;
  /** Nothing that the model writes from here on would be kept. */
  readonly ended: boolean;
  /** What the model writes from here on cannot change how the text begins. */
  readonly certain: boolean;
  /** The text has but one line, and that may still grow. */
  readonly hasOpenLine: boolean;
}

/** Lines and characters that are kept at most: more than is shown at once, for typing along. */
const max = { lines: 24, characters: 8_000 };

/** `isWhole`: no more of the text is to come. */
type Cut = (text: string, cursor: CursorContext, balance: BracketBalance, isWhole: boolean) => string;

/** Each keeps a beginning of the text. */
const cuts: readonly Cut[] = [
  upToHidden,
  upToRemark,
  upToSurplusCloser,
  upToEndOfBlock,
  withoutLinesBelow,
  withoutRestOfLine,
  withoutRepeatedLines,
  upToLongest,
];

/**
 * From a model's raw text to all that is sensible of it for the hole, several lines perhaps, with `\n` as line end; empty
 * when nothing is worth showing. Pure.
 */
export function postprocess(raw: RawCompletion, cursor: CursorContext): string {
  return postprocessed(raw, cursor).text;
}

/** The same, with what it tells of a text that still grows. */
export function postprocessed(raw: RawCompletion, cursor: CursorContext): CleanCompletion {
  const wrapped = stripWrapping(
    raw.text
      .slice(0, max.characters)
      .replace(/\r\n?/g, '\n')
      .replace(/^\uFEFF/, ''),
    cursor,
  );
  const isWhole = raw.whole || wrapped.closed;
  const border = isWhole ? wrapped.text.length : endOfWholeLines(wrapped.text);
  const echo = withoutPrefixEcho(
    border === undefined ? withoutHalfWord(wrapped.text) : wrapped.text.slice(0, border),
    cursor,
  );
  let text = withDocumentIndent(withoutOmission(echo.text), cursor);
  text = withAbsoluteIndent(text, cursor);
  if (echo.isPlaced !== true) text = withoutExtraSpace(text, cursor);
  const balance = bracketBalanceOf(cursor);
  const { length } = text;
  for (const cut of cuts) text = cut(text, cursor, balance, isWhole);
  const certain = wrapped.certain && !echo.pending;
  // How a line that still grows ends is not known, and so not what of it is cut.
  const isCut = certain && border !== undefined && text.length < length;
  const ended = wrapped.closed || raw.text.length > max.characters || isCut;
  text = withoutLastSpace(text, cursor);
  return { text: isUseful(text, cursor) ? text : '', ended, certain, hasOpenLine: border === undefined };
}

/** Of several lines only the whole ones count; undefined where there is but one. */
function endOfWholeLines(text: string): number | undefined {
  const border = text.lastIndexOf('\n');
  return border > 0 && text.slice(0, border).trim() !== '' ? border : undefined;
}

/** Nobody wants half a word, nor what only begins one. */
function withoutHalfWord(text: string): string {
  return text.replace(/[\p{L}\p{N}_]+$/u, '').replace(/(?:[$@#&*!~([{<."'`]|::|->)+$/, '');
}

/** `// ... existing code ...` at the top; further down it is where the text ends. */
function withoutOmission(text: string): string {
  const body = text.replace(/^\n+/, '');
  const [first = '', ...rest] = body.split('\n');
  return isOmission(first) ? rest.join('\n') : text;
}

/** A line that holds what is not seen would be accepted for something else than it is. */
function upToHidden(text: string): string {
  const at = hiddenRuns(text)[0]?.at;
  return at === undefined ? text : text.slice(0, text.lastIndexOf('\n', at) + 1);
}

/** What a model tells of its code behind it, and where it leaves out the rest. */
function upToRemark(text: string, cursor: CursorContext, { open, languageId }: BracketBalance): string {
  if (isProsePlace(cursor)) return text;
  const lines = text.split('\n');
  const isInside = linesInside(text, languageId, open);
  const end = lines.findIndex(
    (line, index) =>
      index > 0 && !isInside[index] && (isOmission(line) || isClosingRemark(line) || isPlainSentence(line)),
  );
  return end < 0 ? text : lines.slice(0, end).join('\n');
}

function upToLongest(text: string): string {
  return text.split('\n').slice(0, max.lines).join('\n');
}
