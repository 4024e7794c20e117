import type { RawCompletion } from '../api/trimmer';
import { hiddenRuns } from '../../model/text/hiddenCharacters';
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
  /** Text that follows would be cut off. */
  readonly ended: boolean;
  /** Text that follows cannot change how the text begins. */
  readonly certain: boolean;
  /** The text is one line that may still grow. */
  readonly hasOpenLine: boolean;
}

/** The most that is kept: more than is shown at once, for typing along. */
const limits = { lines: 24, characters: 8_000 };

/** `isWhole` where no more text is to come. */
type Cut = (text: string, cursor: CursorContext, balance: BracketBalance, isWhole: boolean) => string;

/** Each returns a beginning of the text. */
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
 * Post-processing: turns a model's raw text into all useful text for the cursor, perhaps several lines, with `\n` as line end. Empty
 * where nothing is useful. Pure.
 */
export function postprocess(raw: RawCompletion, cursor: CursorContext): string {
  return postprocessed(raw, cursor).text;
}

/** As `postprocess`, with what is known of a text that still streams. */
export function postprocessed(raw: RawCompletion, cursor: CursorContext): CleanCompletion {
  const wrapped = stripWrapping(
    raw.text
      .slice(0, limits.characters)
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
  // The unfinished line is not known yet, so its cuts do not count.
  const isCut = certain && border !== undefined && text.length < length;
  const ended = wrapped.closed || raw.text.length > limits.characters || isCut;
  text = withoutLastSpace(text, cursor);
  return { text: isUseful(text, cursor) ? text : '', ended, certain, hasOpenLine: border === undefined };
}

/** Offset after the last whole line; undefined where the text is one line. */
function endOfWholeLines(text: string): number | undefined {
  const border = text.lastIndexOf('\n');
  return border > 0 && text.slice(0, border).trim() !== '' ? border : undefined;
}

/** Removes half a word, or the beginning of one, from the end. */
function withoutHalfWord(text: string): string {
  return text.replace(/[\p{L}\p{N}_]+$/u, '').replace(/(?:[$@#&*!~([{<."'`]|::|->)+$/, '');
}

/** `// ... existing code ...` at the top. Further down the text ends there. */
function withoutOmission(text: string): string {
  const body = text.replace(/^\n+/, '');
  const [first = '', ...rest] = body.split('\n');
  return isOmission(first) ? rest.join('\n') : text;
}

/** Ends before a line with invisible characters: the user would accept text that looks like another. */
function upToHidden(text: string): string {
  const at = hiddenRuns(text)[0]?.at;
  return at === undefined ? text : text.slice(0, text.lastIndexOf('\n', at) + 1);
}

/** Ends before the model's explanation after the code, and where the model leaves out code. */
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
  return text.split('\n').slice(0, limits.lines).join('\n');
}
