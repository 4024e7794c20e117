import type { Balance } from './balance';
import { type Hole, lineBefore, lineBehind } from './hole';
import { indentOf, isCloser, isDirective } from './indentation';
import { linesInside, type Opener, scan } from './lexer';
import { marksBehind } from './seam';

const continuing = /^(?:else|elif|elsif|elseif|except|finally|catch|rescue|ensure|when|case|default|then)\b/;
/** Characters from which a line that stands below is no chance. */
const tellingLength = 12;

const withoutBraces = new Set([
  'python',
  'yaml',
  'ruby',
  'shellscript',
  'markdown',
  'plaintext',
  'html',
  'xml',
  'makefile',
  'lua',
  'sql',
]);

/** Ends where the text closes a bracket that the suffix closes already. */
export function upToSurplusCloser(text: string, hole: Hole, balance: Balance): string {
  const { missing, open } = balance;
  if (missing === undefined) return text;
  const allowed = missing + marksBehind(hole, balance).length;
  const lines = text.split('\n');
  let state: readonly Opener[] = open;
  let lowest = open.length;
  for (const [index, line] of lines.entries()) {
    const { open: after, inherited } = scan(`${line}\n`, hole.languageId, state);
    lowest = Math.min(lowest, inherited);
    const surplus = open.length - lowest - (after.length - lowest) - allowed;
    if (surplus > 0 && index > 0 && /^\s*[)\]}]/.test(line)) return lines.slice(0, index).join('\n');
    state = after;
  }
  return text;
}

/** Ends where the text leaves the block that goes on below the cursor. */
export function upToEndOfBlock(text: string, hole: Hole, { open }: Balance): string {
  const below = nextLine(hole);
  if (below === undefined) return text;
  const limit = indentOf(below);
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const before = lineBefore(hole);
  let base = indentOf(
    before.trim() === '' && first === 0
      ? before + (lines[0] ?? '')
      : before.trim() === ''
        ? (lines[first] ?? '')
        : before,
  );
  const isInside = linesInside(text, hole.languageId, open);
  for (const [index, line] of lines.entries()) {
    if (index <= Math.max(first, 0) || line.trim() === '' || isInside[index] || isDirective(line, hole.languageId))
      continue;
    const indent = indentOf(line);
    if (indent >= base) continue;
    const word = line.trim();
    const closes = isCloser(word);
    const goesOn = continuing.test(word) && !continuing.test(below.trim());
    if (indent < limit || (indent === limit && !closes && !goesOn)) return lines.slice(0, index).join('\n');
    if (indent === limit && closes && /^[a-z<]/.test(word) && isCloser(below)) return lines.slice(0, index).join('\n');
    if (!goesOn) base = indent;
  }
  return text;
}

/** Lines that stand below the cursor already are not written a second time. */
export function withoutLinesBelow(text: string, hole: Hole, { missing }: Balance): string {
  const below = nextLine(hole);
  if (below === undefined) return text;
  const before = lineBefore(hole);
  const lines = text.split('\n');
  const own = lines.findIndex((line, index) => {
    if (index === 0 && before.trim() !== '') return false;
    const full = index === 0 ? before + line : line;
    if (/^[)\]}]/.test(full.trim())) return missing === undefined && withoutMarks(full) === withoutMarks(below);
    if (full.trim() !== below.trim()) return false;
    if (indentOf(full) === indentOf(below)) return true;
    if (withoutBraces.has(hole.languageId) || full.trim().length < 6) return false;
    return isAtOwnMargin(lines.slice(0, index).join('\n'), hole);
  });
  return own < 0 ? text : lines.slice(0, own).join('\n');
}

/** The last line of what is shown is not, either, though it may stand deeper, below what the text has opened. */
export function withoutLastLineBelow(text: string, hole: Hole): string {
  const lines = text.trimEnd().split('\n');
  const last = (lines.at(-1) ?? '').trim();
  const isBelow = lines.length > 1 && last === nextLine(hole)?.trim() && last.length >= tellingLength;
  return isBelow && !withoutBraces.has(hole.languageId) ? lines.slice(0, -1).join('\n') : text;
}

/** A closing bracket's line without the semicolon or comma that only one of two may have. */
function withoutMarks(line: string): string {
  return line.replace(/[;,\s]+$/, '');
}

function isAtOwnMargin(text: string, hole: Hole): boolean {
  return scan(text, hole.languageId).open.length === 0;
}

/** The first line below the cursor's that is not blank. */
function nextLine(hole: Hole): string | undefined {
  return hole.suffix
    .slice(lineBehind(hole).length)
    .split('\n')
    .find((line) => line.trim() !== '');
}

/** The end of the text that the line has behind the cursor already. */
export function withoutRestOfLine(text: string, hole: Hole, balance: Balance): string {
  const behind = lineBehind(hole).trim();
  const marks = marksBehind(hole, balance);
  // Closing brackets are a matter of what is shown: the text may go on behind them.
  if (
    behind === '' ||
    /^[;,:()]*$/.test(
      lineBehind(hole)
        .slice(marks.at(-1) ?? 0)
        .trim(),
    )
  )
    return text;
  if (text.trimEnd().endsWith(behind) && text.includes('\n')) return text.trimEnd().slice(0, -behind.length);
  const line = text.split('\n')[0] ?? '';
  const written = lineBehind(hole).trimEnd();
  for (let length = Math.min(written.length, line.length); length > 0; length -= 1) {
    const shared = written.slice(0, length);
    const rest = line.slice(0, -length);
    if (line.endsWith(shared) && isBorder(written, length) && !closesOwn(rest, shared)) return rest;
  }
  const closers = scan(line, hole.languageId, balance.open).closers.filter(({ closes }) => closes);
  const closer = marks.length > 0 ? closers[balance.missing ?? 0] : undefined;
  if (closer) return line.slice(0, closer.at);
  return /\w/.test(behind) && line.trim() !== '' ? line : text;
}

/** A bracket that the completion has opened is its own to close. */
function closesOwn(rest: string, shared: string): boolean {
  return ['()', '[]', '{}', '<>'].some(([open = '', close = '']) => {
    return shared.includes(close) && rest.split(open).length > rest.split(close).length;
  });
}

/** One shared letter is chance; one shared bracket is not. */
function isBorder(behind: string, length: number): boolean {
  return length >= 3 || length === behind.length || !/\w/.test(behind.slice(0, length));
}
