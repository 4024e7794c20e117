import { isInformative } from '../../place/informative';
import { type Subject, subjectOf, declarationOf } from './subject';

/** A line with what its indentation tells of it. */
export interface OutlineLine {
  readonly text: string;
  /** Without white space at its ends, and one space between words. */
  readonly plain: string;
  /** Columns of white space before it, a tab for four. */
  readonly depth: number;
  readonly isBlank: boolean;
  readonly isInformative: boolean;
  readonly declaration: Subject | undefined;
  readonly subject: Subject | undefined;
  /** The line that opens the block in which it is; for a closing line the one that it closes. -1 where none is seen. */
  readonly opener: number;
}

const closing =
  /^(?:[}\])]|end\b|fi\b|done\b|esac\b|<\/|\*\/|else\b|elif\b|catch\b|finally\b|except\b|rescue\b|ensure\b)/;

/** Whether a line closes the block of the last line that is indented as it is. */
export function isClosing(plain: string): boolean {
  return closing.test(plain);
}

/** Whether a line is a comment, a decorator or an attribute: it belongs to what follows. */
export function isComment(plain: string): boolean {
  return /^(?:\/[/*]|\*|<!--|--|;|"{3}|'{3}|#(?!\s*include)|@|\[)/.test(plain);
}

/** The lines by their indentation. Lines that `isMark` names stand for code that is not there and open nothing. */
export function outlineOf(
  lines: readonly string[],
  languageId: string,
  isMark: (index: number) => boolean = () => false,
): readonly OutlineLine[] {
  const open: number[] = [];
  const outline: OutlineLine[] = [];
  for (const [index, text] of lines.entries()) {
    const plain = text.trim().replace(/\s+/g, ' ');
    const depth = depthOf(text);
    const isBlank = plain === '';
    let opener = open.at(-1) ?? -1;
    if (!isBlank && !isMark(index)) {
      while (open.length > 0 && (outline[open.at(-1) ?? 0]?.depth ?? 0) > depth) open.pop();
      const last = open.at(-1);
      const isLevel = last !== undefined && outline[last]?.depth === depth;
      if (isLevel && isClosing(plain)) opener = last;
      else {
        if (isLevel) open.pop();
        opener = open.at(-1) ?? -1;
        open.push(index);
      }
    }
    outline.push({
      text,
      plain,
      depth,
      isBlank,
      isInformative: isInformative(plain),
      declaration: isBlank ? undefined : declarationOf(plain, languageId),
      subject: isBlank ? undefined : subjectOf(plain, languageId),
      opener,
    });
  }
  return outline;
}

function depthOf(line: string): number {
  let depth = 0;
  for (const char of line) {
    if (char === '\t') depth += 4;
    else if (char === ' ') depth += 1;
    else break;
  }
  return depth;
}

/** The line behind the block that a line opens: behind its closing line where it has one. */
export function blockEnd(outline: readonly OutlineLine[], opener: number): number {
  const depth = outline[opener]?.depth ?? 0;
  let end = opener + 1;
  for (let at = opener + 1; at < outline.length; at += 1) {
    const line = outline[at];
    if (!line || line.isBlank) continue;
    if (line.depth < depth || (line.depth === depth && !isClosing(line.plain))) break;
    end = at + 1;
  }
  return end;
}
