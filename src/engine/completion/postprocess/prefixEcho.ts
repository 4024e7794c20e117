import { type CursorContext, lineBefore } from '../api/cursorContext';
import { isCloser } from '../syntax/indentation';
import { withoutTypedMarker } from './typedMarker';

export interface EchoFree {
  readonly text: string;
  /** The whole text so far may be the beginning of an echo. */
  readonly pending: boolean;
  /** The echo was removed with its space, so the space that is left belongs to the text. */
  readonly isPlaced?: boolean;
}

/** Letters from which an equal line above is an echo and not chance. */
const minEchoChars = 6;

/** Lines above the cursor that are compared. */
const maxLinesAbove = 200;

/**
 * Removes text that some models write again: the name of the file, its last lines, or the cursor's line from its
 * beginning.
 */
export function withoutPrefixEcho(written: string, cursor: CursorContext): EchoFree {
  const headless = withoutHeader(written, cursor);
  let rest = headless;
  let pending = headless === '' && written !== '';
  // Several rounds, for models that repeat themselves.
  for (let round = 0; round < 3; round += 1) {
    const next = withoutLinesAbove(rest, cursor);
    pending ||= next.pending;
    if (next.text === rest) break;
    rest = next.text;
  }
  const text = rest === headless ? withoutLineBefore(rest, cursor) : rest;
  const placed = text === headless ? withoutTypedMarker(text, cursor) : text;
  return { text: placed, pending, isPlaced: placed !== rest };
}

function withoutHeader(text: string, { path, languageId, prefix }: CursorContext): string {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const isHeader = (line: string): boolean => {
    const words = line.trim().replace(/^(?:\/\/|#|--|<!--|\/\*|%|;)\s*|\s*(?:\*\/|-->)$/g, '');
    const value = words.replace(/^(?:file(?:name|path)?|path):\s*/i, '').replace(/^[`"']|[`"']$/g, '');
    const isLabelled = words !== value;
    if (isLabelled || prefix.trim() !== '') if (value === path || value === name) return true;
    return words.toLowerCase() === `language: ${languageId}`;
  };
  const lines = text.split('\n');
  const code = lines.findIndex((line) => line.trim() !== '' && !isHeader(line));
  const heads = code < 0 ? lines : lines.slice(0, code);
  return heads.some(isHeader) ? lines.slice(heads.length).join('\n') : text;
}

/** Removes whole lines from above at the beginning of a text that goes on at the cursor. */
function withoutLinesAbove(text: string, cursor: CursorContext): EchoFree {
  const lines = text.split('\n');
  const written = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ line: line.trim(), index }]));
  const [first] = written;
  // A fast check, since mostly no line above is the same.
  if (!first || !cursor.prefix.includes(first.line)) return { text, pending: false };
  const above = cursor.prefix
    .split('\n')
    .slice(-maxLinesAbove - 1, -1)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const before = lineBefore(cursor);
  let pending = false;
  for (let from = above.length - 1; from >= 0; from -= 1) {
    if (above[from] !== first.line) continue;
    const echoed = above.slice(from);
    const same = echoed.findIndex((line, index) => line !== written[index]?.line);
    if (same >= 0) {
      pending ||= same >= written.length;
      continue;
    }
    const next = written[echoed.length];
    if (!next) {
      const isLine = before.trim() === '' || echoed.length > 1;
      if (isLine && isEvidence(echoed)) return { text: '', pending: true };
      pending = true;
      continue;
    }
    const rest = lines.slice(next.index).join('\n');
    if (before.trim() === '' && isEvidence(echoed)) return { text: rest, pending };
    const line = withoutLineBefore(rest, cursor);
    if (line !== rest && isEvidence([...echoed, before])) return { text: line, pending };
  }
  return { text, pending };
}

function isEvidence(lines: readonly string[]): boolean {
  const evidence = lines.filter((line) => !isCloser(line));
  return evidence.join('').replace(/\W/g, '').length >= minEchoChars;
}

function withoutLineBefore(text: string, cursor: CursorContext): string {
  const line = lineBefore(cursor);
  // No text for the middle of a line begins with the line's indentation.
  if (line.trim() !== '' && /^\s/.test(line) && text.startsWith(line)) return text.slice(line.length);
  if (!/\w/.test(line)) return withoutMarksBefore(text, line);
  const body = text.replace(/^(?:[ \t]*\n)+/, '');
  if (body.startsWith(line)) return body.slice(line.length);
  const trimmed = line.trimStart();
  return trimmed.length >= 4 && body.trimStart().startsWith(trimmed) ? body.trimStart().slice(trimmed.length) : text;
}

/**
 * Removes a line of marks alone, where it ends with a space or is long enough. A single bracket may well come twice.
 */
function withoutMarksBefore(text: string, line: string): string {
  const marks = line.trim();
  if (marks === '' || !text.startsWith(line)) return text;
  if (/^[()[\]{}]+$/.test(marks)) return /^[)\]}]+\s$/.test(line.trimStart()) ? text.slice(line.length) : text;
  const closes = marks.length >= 2 && /^[)\]}]/.test(marks);
  return /\s$/.test(line) || closes || marks.length >= 3 ? text.slice(line.length) : text;
}
