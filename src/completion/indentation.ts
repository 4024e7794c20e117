import { type Hole, lineBefore, lineBehind } from './hole';

/** Columns; a tab counts as four, which is enough to tell deeper from shallower. */
export function indentOf(line: string): number {
  return (/^[ \t]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
}

/** Whether a line closes what a line above it opened: a bracket, a word such as `end`, a tag. */
export function isCloser(line: string): boolean {
  return /^\s*(?:[)\]}]|end\b|(?:fi|done|esac|endif|endfor|endwhile)(?=\s*(?:$|[;&|<>]))|<\/|#endif\b)/.test(line);
}

/** Directives of the C preprocessor stand at the margin whatever is around them. */
export function isDirective(line: string, languageId: string): boolean {
  return (
    /^(?:c|cpp|csharp|objective-c)$/.test(languageId) &&
    /^\s*#\s*(?:if|ifdef|ifndef|else|elif|endif|define|undef|pragma|region|endregion)\b/.test(line)
  );
}

/** Spaces of one level where a document does not tell. */
const usualUnit = 4;

/** One level of a document's indentation, as its lines have it; undefined where none is indented. */
function unitOf({ prefix, suffix }: Hole): string | undefined {
  let [indented, byTabs, narrowest] = [0, 0, 8];
  // Each for itself, and line by line: their sum and a list of all indents are thousands of bytes for each answer.
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

/** Indents as the document does: tabs where it has tabs, spaces where it has spaces. */
export function withDocumentIndent(text: string, hole: Hole): string {
  const unit = unitOf(hole);
  if (unit === undefined) return text;
  if (unit === '\t') return withTabs(text);
  return text.replace(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', unit));
}

function withTabs(text: string): string {
  const spaces = text.match(/^ +(?=\S)/gm);
  if (!spaces) return text;
  const unit = spaces.every(({ length }) => length % usualUnit < 2) ? usualUnit : 2;
  return text.replace(
    /^ +(?=\S)/gm,
    ({ length }) => '\t'.repeat(Math.floor(length / unit)) + ' '.repeat(length % unit),
  );
}

/**
 * A text that counts its lines from the cursor's column instead of from the margin is moved there: told by a second line
 * at the margin that cannot stand there.
 */
export function withAbsoluteIndent(text: string, hole: Hole): string {
  const before = lineBefore(hole);
  if (before === '' || before.trim() !== '' || /^\s/.test(text)) return text;
  const [first = '', ...rest] = text.split('\n');
  const next = rest.find((line) => line.trim() !== '');
  if (next === undefined || !isRelative(first, next, rest[0] === next, hole)) return text;
  return [first, ...rest.map((line) => (line.trim() === '' ? line : before + line))].join('\n');
}

function isRelative(first: string, next: string, isAdjacent: boolean, hole: Hole): boolean {
  const base = indentOf(lineBefore(hole));
  const closes = isCloser(next);
  const opens = /[{([:]$/.test(first.trimEnd()) && !/^(?:\/\/|#|--|\*)/.test(first);
  if (opens) return closes ? indentOf(next) < base : indentOf(next) > 0 && indentOf(next) <= base;
  // At the first level a line at the margin may as well be what comes behind the block.
  const unit = unitOf(hole) ?? '    ';
  return !closes && isAdjacent && indentOf(next) === 0 && base > indentOf(unit);
}

/** The cursor stands behind a space, in an indentation or at the margin already. */
export function withoutExtraSpace(text: string, hole: Hole): string {
  const line = lineBefore(hole);
  if (line.trim() !== '') {
    if (!/\s$/.test(line)) return text;
    // In the middle of a statement a line break is the model's, not the code's.
    return text.replace(/^(?:[ \t]*\n)*[ \t]*/, '');
  }
  const body = text.replace(/^(?:[ \t]*\n)+/, '');
  if (line === '') return body;
  const indent = /^[ \t]*/.exec(body)?.[0] ?? '';
  return indent.startsWith(line) && beginsBlock(hole) ? body.slice(line.length) : body.slice(indent.length);
}

/** The line above opens a block and the cursor is not yet deeper. */
function beginsBlock({ prefix }: Hole): boolean {
  const lines = prefix.split('\n');
  const above = lines.slice(0, -1).findLast((line) => line.trim() !== '') ?? '';
  return /[{([:]\s*$/.test(above) && indentOf(lines.at(-1) ?? '') <= indentOf(above);
}
