import { type CursorContext, lineBefore, lineBehind } from '../api/cursorContext';
import type { BracketBalance } from './bracketBalance';
import { indentColumns, isCloser, isDirective } from './indentation';
import { linesInside } from './textLines';
import { hasTrait } from './languages/languages';

/** Longer blocks are not read while typing. */
const maxBlockLines = 16;

/**
 * Places at which syntax is asked whether a block is complete. Each question costs the parsing of the code around the
 * cursor.
 */
const maxSyntaxQuestions = 3;

const continuesConstruct =
  /^\s*(?:(?:else|elif|elsif|except|finally|catch|rescue|ensure|when)\b|\{\s*$|\.\w+\s*(?:[(<]|;?$)|\?\.|&&|\|\||[?:] )/;

/** Whether several lines are wanted: where a block begins, or the line is empty. */
export function isBlockPlace(cursor: CursorContext): boolean {
  if (isInsidePair(cursor)) return true;
  if (lineBehind(cursor).trim() !== '') return false;
  return lineBefore(cursor).trim() === '' || opensBlock(cursor);
}

/** Between brackets that the editor closed by itself: `{|}`, perhaps followed by more closing brackets. */
export function isInsidePair(cursor: CursorContext): boolean {
  return /\{\s*$/.test(lineBefore(cursor)) && /^\s*\}[\s()\]};,]*$/.test(lineBehind(cursor));
}

function opensBlock(cursor: CursorContext): boolean {
  const before = lineBefore(cursor).trimEnd();
  if (/(?:[{([:]|=>|\bdo|\bthen|->)$/.test(before)) return true;
  if (/\bdo \|[^|]*\|$|\belse$/.test(before)) return true;
  return (
    (hasTrait(cursor.languageId, 'bare-block-headers') && /^\s*(?:def|class|module|if|unless|while)\b/.test(before)) ||
    opensTag(before, cursor.languageId)
  );
}

function opensTag(before: string, languageId: string): boolean {
  return (
    hasTrait(languageId, 'markup') &&
    /<[\w.-]+(?:\s[^<>]*)?(?<![/=-])>$/.test(before) &&
    !/<(?:br|img|input|hr|meta|link)\b[^<>]*>$/.test(before)
  );
}

/**
 * Where the block at the beginning of a text ends: after the construct that begins at the cursor or, if the cursor is
 * in an empty line, after the paragraph. Always at the end of a line. Undefined while more may belong to the block.
 * `isOpen` says whether a beginning of the text leaves a construct open.
 */
export function blockEnd(
  text: string,
  cursor: CursorContext,
  balance: Pick<BracketBalance, 'open' | 'languageId'>,
  isOpen: (beginning: string) => boolean,
): number | undefined {
  let first: number | undefined;
  let asked = 0;
  for (const end of candidates(text, cursor, balance)) {
    // Directives may split a construct in ways that no grammar reads.
    if (/^\s*#\s*(?:if|else|elif|endif)/m.test(text.slice(0, end)) || !isOpen(text.slice(0, end))) return end;
    first ??= end;
    asked += 1;
    if (asked === maxSyntaxQuestions) return first;
  }
  return maxLinesEnd(text) === undefined ? undefined : (first ?? maxLinesEnd(text));
}

/** The end of the last line that still fits; undefined in a short text. */
function maxLinesEnd(text: string): number | undefined {
  const lines = text.split('\n').slice(0, maxBlockLines + 1);
  return lines.length > maxBlockLines ? lines.slice(0, maxBlockLines).join('\n').length : undefined;
}

/** Line ends at which a block is over by its indentation, in order. */
function* candidates(
  text: string,
  cursor: CursorContext,
  { open, languageId }: Pick<BracketBalance, 'open' | 'languageId'>,
): Generator<number, void, undefined> {
  const lines = text.split('\n');
  const before = lineBefore(cursor);
  const first = lines.findIndex((line) => line.trim() !== '');
  const isConstruct = before.trim() !== '' && (first === 0 || opensBlock(cursor) || isInsidePair(cursor));
  const base = indentColumns(isConstruct ? before : first === 0 ? before + (lines[0] ?? '') : (lines[first] ?? ''));
  const isInside = linesInside(text, languageId, open);
  const isEvidence = (line: string, index: number): boolean =>
    line.trim() !== '' && (isInside[index] !== true || index === 0) && !isDirective(line, cursor.languageId);
  let end = -1;
  for (const [index, line] of lines.slice(0, maxBlockLines).entries()) {
    end += line.length + 1;
    if (line.trim() === '') continue;
    const next = lines.findIndex((other, at) => at > index && other.trim() !== '');
    const following = lines[next];
    // Lines inside of strings and comments are no evidence.
    if (following === undefined || isInside[next] || !isEvidence(following, next)) continue;
    const indent = index === 0 ? base : indentColumns(line);
    const depth = indentColumns(following);
    const closesOwn =
      depth === base && isCloser(following) && (isConstruct || indent > base || isDirective(line, cursor.languageId));
    const isOver = depth <= base && !continuesConstruct.test(following) && !closesOwn;
    const endsCompound = !isInside[index] && (indent > base || (index > first && isCloser(line)));
    if (isOver && (isConstruct || depth < base || next > index + 1 || endsCompound)) yield end;
  }
}
