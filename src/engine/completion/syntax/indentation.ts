import { bracketBalanceOf } from './bracketBalance';
import { type CursorContext, lineBefore, lineBehind } from '../api/cursorContext';
import { linesInStrings } from './textLines';
import { hasTrait } from './languages/languages';

/** Columns of a line's indentation. A tab counts as four, which is enough to compare depths. */
export function indentColumns(line: string): number {
  return (/^[ \t]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
}

/** Whether a line closes a block: with a bracket, a word such as `end`, or a tag. */
export function isCloser(line: string): boolean {
  return /^\s*(?:[)\]}]|end\b|(?:fi|done|esac|endif|endfor|endwhile)(?=\s*(?:$|[;&|<>]))|<\/|#endif\b)/.test(line);
}

/** Whether a line is a directive of the C preprocessor, which may stand at the margin anywhere. */
export function isDirective(line: string, languageId: string): boolean {
  return (
    hasTrait(languageId, 'preprocessor') &&
    /^\s*#\s*(?:if|ifdef|ifndef|else|elif|endif|define|undef|pragma|region|endregion)\b/.test(line)
  );
}

/** Spaces of one level in a document without indented lines. */
const usualLevelSpaces = 4;

/** One level of indentation in the document's own lines; undefined where no line is indented. */
function unitOf({ prefix, suffix }: CursorContext): string | undefined {
  let [indented, byTabs, narrowest] = [0, 0, 8];
  // Two texts, line by line: joining them, or listing all indents, would allocate thousands of bytes for each answer.
  for (const text of [prefix, suffix.slice(lineBehind({ suffix }).length)]) {
    for (let line = 0; line >= 0 && line < text.length; line = text.indexOf('\n', line) + 1 || -1) {
      const indent = text[line];
      let end = line;
      while (text[end] === indent && (indent === '\t' || indent === ' ')) end += 1;
      const width = end - line;
      if (width < (indent === '\t' ? 1 : 2) || /\s/.test(text[end] ?? ' ')) continue;
      indented += 1;
      if (indent === '\t') byTabs += 1;
      else narrowest = Math.min(narrowest, width);
    }
  }
  if (indented === 0) return undefined;
  return byTabs * 2 > indented ? '\t' : ' '.repeat(narrowest);
}

/** One level of indentation for new lines: as in the file, or else as in the editor. */
export function levelOf(cursor: CursorContext): string {
  const { indentation } = cursor;
  const own = unitOf(cursor);
  // A file with deeper lines alone does not show its level, but the editor knows it.
  const isMultiple = indentation?.insertSpaces === true && own !== undefined && own.length % indentation.size === 0;
  if (own !== undefined && !isMultiple) return own;
  if (indentation) return indentation.insertSpaces ? ' '.repeat(indentation.size) : '\t';
  return ' '.repeat(usualLevelSpaces);
}

/**
 * Indents a text with tabs or spaces as the document does, or as the editor does where no line is indented. Leaves
 * strings alone, and lines with an indentation that the file has too.
 */
export function withDocumentIndent(text: string, cursor: CursorContext): string {
  if (hasTrait(cursor.languageId, 'recipes')) return withRecipes(text, cursor);
  if (!cursor.indentation && unitOf(cursor) === undefined) return text;
  const unit = levelOf(cursor);
  if (unit === '\t' ? !/^ +\S/m.test(text) : !/^[ \t]*\t/m.test(text)) return text;
  const { open, languageId } = bracketBalanceOf(cursor);
  const isInside = linesInStrings(text, languageId, open);
  const isInMiddle = lineBefore(cursor).trim() !== '';
  const spaces = unit === '\t' ? spacesOfLevel(text) : 0;
  return text
    .split('\n')
    .map((line, index) => {
      const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
      if (indent === '' || isInside[index] === true || (index === 0 && isInMiddle)) return line;
      if (hasLineWith(indent, cursor)) return line;
      const written = unit === '\t' ? withTabs(indent, spaces) : indent.replaceAll('\t', unit);
      return written + line.slice(indent.length);
    })
    .join('\n');
}

function hasLineWith(indent: string, { prefix, suffix }: CursorContext): boolean {
  return new RegExp(`(?:^|\n)${indent}\\S`).test(prefix) || new RegExp(`\n${indent}\\S`).test(suffix);
}

/** Spaces that a text writes for one level. */
function spacesOfLevel(text: string): number {
  const spaces = text.match(/^ +(?=\S)/gm) ?? [];
  return spaces.every(({ length }) => length % usualLevelSpaces < 2) ? usualLevelSpaces : 2;
}

function withTabs(indent: string, spaces: number): string {
  const { length } = indent.replaceAll('\t', ' '.repeat(spaces));
  return '\t'.repeat(Math.floor(length / spaces)) + ' '.repeat(length % spaces);
}

/** The lines of a recipe begin with a tab, even where the editor writes spaces. */
function withRecipes(text: string, cursor: CursorContext): string {
  const before = lineBefore(cursor);
  let above = cursor.prefix.slice(0, cursor.prefix.length - before.length);
  return text
    .split('\n')
    .map((line, index) => {
      const full = index === 0 ? before + line : line;
      const isInMiddle = index === 0 && before.trim() !== '';
      const written =
        !isInMiddle && isRecipe(full, above) ? line.replace(/^[ \t]+/, index === 0 && before !== '' ? '' : '\t') : line;
      if (line.trim() !== '') above = (index === 0 ? before : '') + written;
      return written;
    })
    .join('\n');
}

function isRecipe(line: string, above: string): boolean {
  if (!/^[ \t]+\S/.test(line)) return false;
  const last = above.trimEnd().split('\n').at(-1) ?? '';
  if (/^\t/.test(last)) return !last.endsWith('\\') || /^\t/.test(line);
  return /^[^\s#=][^=]*:(?!=)/.test(last) && !last.endsWith('\\');
}
