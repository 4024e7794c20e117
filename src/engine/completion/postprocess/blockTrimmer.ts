import { bracketBalanceOf } from '../syntax/bracketBalance';
import { blockEnd, isBlockPlace } from '../syntax/block';
import { type CleanCompletion, postprocessed, postprocess } from './postprocess';
import { type CursorContext, lineBefore, withoutLastSpace } from '../api/cursorContext';
import { withoutExtraSpace } from './placement';
import { withoutLastLineBelow } from './suffixOverlap';
import { joinBrackets, repeatedChars } from './joinBrackets';
import type { Multiline, Trimmer, RawCompletion } from '../api/trimmer';
import type { Suggestion } from '../api/suggestion';
import type { Syntax } from '../syntax/syntax';

/** What is known of a text that streams, kept since each piece asks for it again. */
interface StreamState {
  readonly cursor: CursorContext;
  readonly multiline: Multiline;
  /** The text up to its last line break. The unfinished line does not matter yet. */
  readonly lines: string;
  readonly settled: boolean;
  readonly ended: boolean;
}

const undecided = { settled: false, ended: false };

/** Decides how much of a clean completion is shown at a cursor, and when a stream has written enough. */
export class BlockTrimmer implements Trimmer {
  private last: StreamState | undefined;

  constructor(private readonly syntax: Syntax) {}

  cleanUp(raw: RawCompletion, cursor: CursorContext): string {
    return postprocess(raw, cursor);
  }

  /**
   * What is shown of a clean text, or of the rest of one: the rest of the line, or one block. Undefined where that is
   * empty.
   */
  present(text: string, cursor: CursorContext, multiline: Multiline): Suggestion | undefined {
    const body = withoutLastSpace(atCursor(text, cursor), cursor);
    if (body.trim() === '') return undefined;
    const end = this.endOf(body, cursor, multiline);
    return joinBrackets(
      withoutLastSpace(withoutLastLineBelow(body.slice(0, end), cursor), cursor),
      cursor,
      bracketBalanceOf(cursor),
    );
  }

  /** For a stream: what `present` shows of the raw text can no longer change. */
  isSettled(raw: string, cursor: CursorContext, multiline: Multiline): boolean {
    return this.inspect(raw, cursor, multiline).settled;
  }

  /** For a stream: text that follows the raw text would be cut off. */
  hasEnded(raw: string, cursor: CursorContext): boolean {
    return this.inspect(raw, cursor, this.last?.multiline ?? 'auto').ended;
  }

  /** Looks again only after a line break: a stream comes in many more pieces than lines. */
  private inspect(raw: string, cursor: CursorContext, multiline: Multiline): Pick<StreamState, 'settled' | 'ended'> {
    const lines = raw.slice(0, raw.lastIndexOf('\n') + 1);
    const { last } = this;
    const isKnown = last?.cursor === cursor && last.multiline === multiline && last.lines === lines;
    if (isKnown && !mayEnd(raw.slice(lines.length))) return last;
    if (lines === '' && !mayEnd(raw)) return undecided;
    const cleaned = postprocessed({ text: raw, whole: false }, cursor);
    this.last = { cursor, multiline, lines, settled: this.settles(cleaned, cursor, multiline), ended: cleaned.ended };
    return this.last;
  }

  private settles(
    { text, ended, certain, hasOpenLine }: CleanCompletion,
    cursor: CursorContext,
    multiline: Multiline,
  ): boolean {
    if (!certain) return ended;
    if (ended) return true;
    const body = atCursor(text, cursor);
    if (body.trim() === '' || hasOpenLine) return false;
    return this.endOf(body, cursor, multiline) !== undefined;
  }

  /** Undefined where the whole text may be shown. */
  private endOf(text: string, cursor: CursorContext, multiline: Multiline): number | undefined {
    if (multiline === 'always') return undefined;
    if (multiline === 'auto' && (startsBelow(text, cursor) || isBlockPlace(cursor))) {
      const balance = bracketBalanceOf(cursor);
      return blockEnd(text, cursor, balance, (beginning) => {
        const suffix = cursor.suffix.slice(repeatedChars(beginning, cursor, balance));
        return this.syntax.leavesOpen({ ...cursor, suffix }, beginning) === true;
      });
    }
    return firstLine(text).length;
  }
}

/** A line break that the user has typed is not shown again. */
function atCursor(text: string, cursor: CursorContext): string {
  return /^[ \t]*\n/.test(text) ? withoutExtraSpace(text, cursor) : text;
}

/** Whether the cursor's line is finished and the text begins on the next. */
function startsBelow(text: string, cursor: CursorContext): boolean {
  return /^[ \t]*\n/.test(text) && lineBefore(cursor).trim() !== '';
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Whether an unfinished line may hold a mark that ends the text. */
function mayEnd(line: string): boolean {
  return /[>\]|`~]\s*$/.test(line);
}
