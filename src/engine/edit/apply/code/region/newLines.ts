import type { CodeContext } from '../codeContext';
import type { LinePair } from '../alignment/linePairs';
import { isClosing, isComment, type OutlineLine } from '../outline/outline';
import { similarity } from '../outline/subject';
import { textIndexes } from '../outline/textLines';

/** Lines this alike might be one line that was changed. */
const alike = 0.6;

/** Lines this alike are one line that was changed, whatever they are about. */
const nearlyEqual = 0.8;

/** Lines of the file around a match that new lines beside it might replace. */
export const lookedAt = 6;

/** Whether new lines at an end of the block are the few lines at that end of the file in another form. */
export function isOtherForm({ file }: CodeContext, lines: readonly OutlineLine[], from: number, to: number): boolean {
  const rest = textIndexes(file, from, to);
  return rest.length <= 4 && rest.some((at) => lines.some((line) => mayBeSame(line, file[at])));
}

/** Whether lines are a declaration with what belongs to it, such as a function. */
export function isBlock(lines: readonly OutlineLine[]): boolean {
  const heads = outermost(lines).filter(({ plain }) => !isClosing(plain) && !isComment(plain));
  return heads.length > 0 && heads.every(({ declaration }) => declaration !== undefined) && lines.length > 1;
}

/** Whether lines are new, and no other form of lines of the file beside them. */
export function isNewBeside({ file }: CodeContext, lines: readonly OutlineLine[], beside: readonly number[]): boolean {
  const own = outermost(lines);
  // A line that closes what the new lines do not open is one that the file has in another form.
  if (
    own.some(
      (line) =>
        isClosing(line.plain) &&
        !lines.slice(0, lines.indexOf(line)).some((other) => other.depth === line.depth && !isClosing(other.plain)),
    )
  ) {
    return false;
  }
  const told = isBlock(lines) ? own : lines;
  const texts = new Set(told.flatMap(({ plain, isInformative }) => (isInformative ? [plain] : [])));
  if (file.some(({ plain }) => texts.has(plain))) return false;
  return !beside.some((at) => own.some((line) => mayBeSame(line, file[at])));
}

/** Whether new lines are a comment or decorators for a declaration that has none above it. */
export function isNewComment({ block, file }: CodeContext, lead: readonly OutlineLine[], first: LinePair): boolean {
  const above = file.slice(0, first.file).findLast(({ isBlank }) => !isBlank);
  const isHead = block[first.block]?.declaration !== undefined;
  return isHead && lead.every(({ plain }) => isComment(plain)) && !isComment(above?.plain ?? '');
}

export function isAddition(context: CodeContext, lines: readonly OutlineLine[], at: number, next: number): boolean {
  return isNewBeside(
    context,
    lines,
    textIndexes(context.file, at, Math.min(next, at + lookedAt * 3)).slice(0, lookedAt),
  );
}

/** Whether lines end with one that opens what they do not have, such as a comment: it is a line of the file then, and no new one. */
export function isLeftOpen(lines: readonly OutlineLine[]): boolean {
  const last = lines.at(-1);
  if (!last || last.isInformative || isClosing(last.plain)) return false;
  return !/^(?:return|break|continue|pass)\b/.test(last.plain);
}

/** What is inside of a new block is new with it. */
function outermost(lines: readonly OutlineLine[]): readonly OutlineLine[] {
  const depth = Math.min(...lines.map((line) => line.depth));
  return lines.filter((line) => line.depth === depth);
}

function mayBeSame(line: OutlineLine, other: OutlineLine | undefined): boolean {
  if (!other || !line.isInformative || !other.isInformative) return false;
  const share = similarity(line.plain, other.plain);
  if (line.subject === undefined || other.subject === undefined) return share >= alike;
  return line.subject === other.subject || share >= nearlyEqual;
}
