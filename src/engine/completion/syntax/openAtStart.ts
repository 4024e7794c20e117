import { lexicalRulesOf } from './lexicalRules';
import { closerOf, type Opener } from './openers';
import { linesInside } from './textLines';

/** Shorter texts are whole files. */
const minCutChars = 3_000;

/**
 * What is open at the beginning of a text that was cut out of a file. Without it, a text that begins in a comment would
 * be read as code.
 */
export function openAtStart(text: string, languageId: string): readonly Opener[] {
  const { blockComments, longStrings, tripleQuotes, quotes } = lexicalRulesOf(languageId);
  const hasStars = blockComments.some(([open]) => open === '/*');
  // A star at the margin and an end without a beginning. Paths and patterns have both too, but not at the margin.
  if (hasStars && /^[ \t]*\*(?:[\s/]|$)/.test(text)) {
    const end = text.indexOf('*/');
    const beginning = text.indexOf('/*');
    if (end >= 0 && (beginning < 0 || end < beginning)) return [{ mark: '/*', indent: 0 }];
  }
  if (text.length < minCutChars) return [];
  const marks = [
    ...(tripleQuotes ? ['"""', "'''"] : []),
    ...(longStrings && quotes.includes('"') ? ['"'] : []),
    ...(quotes.includes('`') ? ['`'] : []),
    ...blockComments.map(([open]) => open),
  ];
  let best: readonly Opener[] = [];
  let most = codeOutside(text, languageId, best);
  for (const mark of marks) {
    const opener = { mark, indent: 0 };
    if (!text.includes(closerOf(opener))) continue;
    const count = codeOutside(text, languageId, [opener]);
    if (count > most) [best, most] = [[opener], count];
  }
  return best;
}

/** Lines that look like code outside of strings and comments, minus those inside. */
function codeOutside(text: string, languageId: string, before: readonly Opener[]): number {
  const isInside = linesInside(text, languageId, before);
  const lines = text.split('\n');
  return lines.reduce((sum, line, index) => {
    const isCode =
      /[;{}]\s*$|^\s*\(|\w\(|\s[=!<>:+-]?=\s|^\s*(?:def|class|import|from|return|if|for|fn|func|let|const)\s/.test(
        line,
      );
    return isCode ? sum + (isInside[index] === true ? -1 : 1) : sum;
  }, 0);
}
