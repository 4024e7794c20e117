/** The text of a file as lines without their ends, and how to write it again. */
export interface FileLines {
  readonly lines: readonly string[];
  /** The end of each line; the last has none where the file does not end with one. */
  readonly ends: readonly string[];
  readonly hasBom: boolean;
  /** The end that most lines have. */
  readonly usualEnd: string;
}

const bom = '\uFEFF';

/** An empty text has no lines. A lone CR ends no line. */
export function fileLines(text: string): FileLines {
  const hasBom = text.startsWith(bom);
  const lines: string[] = [];
  const ends: string[] = [];
  let crlf = 0;
  let from = hasBom ? 1 : 0;
  while (from < text.length) {
    const at = text.indexOf('\n', from);
    if (at === -1) {
      lines.push(text.slice(from));
      ends.push('');
      break;
    }
    const isCrlf = at > from && text.charCodeAt(at - 1) === 13;
    if (isCrlf) crlf += 1;
    lines.push(text.slice(from, isCrlf ? at - 1 : at));
    ends.push(isCrlf ? '\r\n' : '\n');
    from = at + 1;
  }
  const usualEnd = crlf * 2 > ends.length ? '\r\n' : '\n';
  return { lines, ends, hasBom, usualEnd };
}

/** Lines of a file that are kept, or new ones with the ends of those that they take the place of. */
export type Piece =
  | { readonly from: number; readonly to: number }
  | { readonly lines: readonly string[]; readonly ends?: readonly string[] };

/**
 * The text that pieces make, in order. Kept lines keep their ends and new ones have theirs or the usual end. Whether the last line
 * has an end is as in the file, unless `endsWithLine` says otherwise.
 */
export function textOf(file: FileLines, pieces: readonly Piece[], endsWithLine?: boolean): string {
  const out: string[] = file.hasBom ? [bom] : [];
  let lastEnd = '';
  const add = (line: string, end: string): void => {
    if (out.length > (file.hasBom ? 1 : 0) && lastEnd === '') out.push(file.usualEnd);
    out.push(line, end);
    lastEnd = end;
  };
  for (const piece of pieces) {
    if ('lines' in piece) {
      for (const [index, line] of piece.lines.entries()) add(line, piece.ends?.[index] || file.usualEnd);
    } else {
      for (let index = piece.from; index < piece.to; index += 1) add(file.lines[index] ?? '', file.ends[index] ?? '');
    }
  }
  const isOpenEnded = file.lines.length > 0 && file.ends.at(-1) === '';
  const wantsEnd = endsWithLine ?? !isOpenEnded;
  if (lastEnd !== '' && !wantsEnd) out.pop();
  else if (lastEnd === '' && wantsEnd && out.length > (file.hasBom ? 1 : 0)) out.push(file.usualEnd);
  return out.join('');
}
