import { scan } from './lexer';
import { isComment, isTextMark, type Opener } from './openers';

/**
 * For each line of a text, whether it begins in a string or comment. `before` is what is open where the text begins.
 */
export function linesInside(text: string, languageId: string, before: readonly Opener[]): readonly boolean[] {
  return openersOfLines(text, languageId, before).map(isTextMark);
}

/** The same for strings and here-documents alone: their indentation is part of their text. */
export function linesInStrings(text: string, languageId: string, before: readonly Opener[]): readonly boolean[] {
  return openersOfLines(text, languageId, before).map((mark) => isTextMark(mark) && !isComment(mark));
}

/** The innermost open mark at the beginning of each line. */
function openersOfLines(text: string, languageId: string, before: readonly Opener[]): readonly string[] {
  let open = before;
  return text.split('\n').map((line) => {
    const mark = open.at(-1)?.mark ?? '';
    open = scan(`${line}\n`, languageId, open).open;
    return mark;
  });
}
