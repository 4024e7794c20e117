import { languageFactsOf } from '../syntax/languages/languages';

/**
 * The lines as comments of the language, each with its line end. Undefined where the language has no comments, or the
 * text contains the end of the comment.
 */
export function toComment(languageId: string, text: string): string | undefined {
  const { lineComment, blockComment } = languageFactsOf(languageId);
  if (lineComment !== undefined) {
    const lines = text.replace(/\n$/, '').split('\n');
    return lines.map((line) => `${`${lineComment} ${line}`.trimEnd()}\n`).join('');
  }
  if (!blockComment || text.includes(blockComment[1])) return undefined;
  return `${blockComment[0]}\n${withFinalNewline(text)}${blockComment[1]}\n`;
}

/** The text with a line end after its last line. */
export function withFinalNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
