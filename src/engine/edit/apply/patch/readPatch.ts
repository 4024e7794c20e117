import { elisionOf } from '../elision/elisionMark';
import { unifiedPath } from './patchParts';

export interface PatchLine {
  readonly op: ' ' | '-' | '+';
  readonly text: string;
  /** Context that had no space before it is as it stands; with one it may be so too. */
  readonly raw: string;
}

/** What the header of a unified hunk says. Models get it wrong more often than not. */
export interface HunkNumbers {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
}

export interface PatchHunk {
  /** Lines that stand somewhere before the hunk, such as the head of the function that it is in. */
  readonly headers: readonly string[];
  readonly lines: readonly PatchLine[];
  readonly numbers: HunkNumbers | undefined;
  /** Its last line is the last of the file. */
  readonly isAtEnd: boolean;
  /** Whether the file ends with a line end then; undefined where the hunk does not say. */
  readonly endsWithLine: boolean | undefined;
}

export interface FilePatch {
  readonly kind: 'update' | 'add' | 'delete' | 'rename';
  readonly hunks: readonly PatchHunk[];
}

/** The patch of one file, in either form; undefined where the text is no patch. `several` where it is of more files. */
export function readPatch(lines: readonly string[], language: string): FilePatch | 'several' | undefined {
  const begin = lines.findIndex((line) => /^\s*\*\*\* (?:Begin Patch|(?:Update|Add|Delete) File: )/.test(line));
  if (begin !== -1) return readApplyPatch(lines.slice(begin));
  return isUnified(lines, language) ? readUnified(lines) : undefined;
}

const marks = /^[+-](?![+-]{2} )/;

/** Hunk headers with changed lines behind them, or a block that calls itself a diff and has some. */
function isUnified(lines: readonly string[], language: string): boolean {
  const first = lines.findIndex((line) => /^@@(?: |$|\.)/.test(line));
  // Behind a header even `--- ` is a removed line: a comment of SQL or Lua.
  if (first !== -1 && lines.some((line, at) => (at > first ? /^[+-]/ : /^\+\+\+ /).test(line))) return true;
  if (lines.some((line) => line.startsWith('diff --git '))) return true;
  return /^(?:diff|patch|udiff)\b/.test(language) && lines.some((line) => marks.test(line));
}

function readApplyPatch(lines: readonly string[]): FilePatch | 'several' | undefined {
  const heads = lines.flatMap((line) => /^\s*\*\*\* (Update|Add|Delete) File: /.exec(line)?.[1] ?? []);
  if (heads.length > 1) return 'several';
  const kind = heads[0] === 'Add' ? 'add' : heads[0] === 'Delete' ? 'delete' : 'update';
  const end = lines.findIndex((line) => /^\s*\*\*\* End Patch\s*$/.test(line));
  const reader = new HunkReader();
  let isMoved = false;
  for (const line of lines.slice(0, end === -1 ? lines.length : end)) {
    if (/^\*\*\* Move to: /.test(line)) isMoved = true;
    else if (/^\*\*\* End of File\s*$/.test(line)) reader.end();
    else if (/^\s*\*\*\* /.test(line) && !/^[+-]/.test(line)) continue;
    else if (/^@@/.test(line)) reader.header(line);
    else reader.line(line);
  }
  return { kind: isMoved ? 'rename' : kind, hunks: reader.hunks() };
}

function readUnified(lines: readonly string[]): FilePatch | 'several' {
  const reader = new HunkReader();
  let kind: FilePatch['kind'] = 'update';
  let isInHunk = !lines.some((line) => /^@@/.test(line));
  let files = 0;
  for (const [at, line] of lines.entries()) {
    const isHeader = line.startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ');
    if (line.startsWith('diff --git ') || (isHeader && isInHunk)) isInHunk = false;
    if (isHeader) files += 1;
    if (/^--- \/dev\/null/.test(line) || /^new file mode /.test(line)) kind = 'add';
    if (/^\+\+\+ \/dev\/null/.test(line) || /^deleted file mode /.test(line)) kind = 'delete';
    if (!isInHunk && /^rename (?:from|to) /.test(line)) kind = 'rename';
    if (/^@@/.test(line)) {
      isInHunk = true;
      reader.header(line);
    } else if (/^\\ /.test(line)) reader.openEnd();
    else if (isHeader || (line.startsWith('+++ ') && (lines[at - 1] ?? '').startsWith('--- ')))
      isInHunk = isInHunk || !lines.some((other, index) => index > at && other.startsWith('@@'));
    else if (isInHunk) reader.line(line);
  }
  if (files > 1 && unifiedPath(lines) !== undefined) return 'several';
  return { kind, hunks: reader.hunks() };
}

/** Gathers lines into hunks. */
class HunkReader {
  private readonly done: PatchHunk[] = [];
  private headers: string[] = [];
  private lines: PatchLine[] = [];
  private numbers: HunkNumbers | undefined;
  private isAtEnd = false;
  private endsWithLine: boolean | undefined;

  header(line: string): void {
    if (this.lines.some(({ text }) => text.trim() !== '')) this.finish();
    this.lines = [];
    const match = /^@@+\s*(?:-(\d+)(?:,(\d+))?\s+\+(\d+)(?:,(\d+))?\s*@@+)?(.*)$/.exec(line);
    const [, oldStart, oldCount = '1', newStart, newCount = '1', behind = ''] = match ?? [];
    this.numbers =
      oldStart === undefined || newStart === undefined
        ? undefined
        : { oldStart: +oldStart, oldCount: +oldCount, newStart: +newStart, newCount: +newCount };
    const header = behind.replace(/\s*@@+\s*$/, '').trim();
    if (header !== '' && !/^(?:\.{3}|…|-\d|\+\d)/.test(header)) this.headers.push(header);
  }

  line(raw: string): void {
    const op = raw.charAt(0);
    // A patch has no use for it, but models write it between two places.
    if (op !== '+' && op !== '-' && elisionOf(raw) !== 'none') {
      this.finish();
      return;
    }
    if (op === '+' || op === '-') this.lines.push({ op, text: raw.slice(1), raw });
    else this.lines.push({ op: ' ', text: op === ' ' ? raw.slice(1) : raw, raw });
  }

  end(): void {
    this.isAtEnd = true;
  }

  /** What stands in front of it has no line end. Before the change alone: there is one behind it. */
  openEnd(): void {
    this.isAtEnd = true;
    this.endsWithLine = this.lines.at(-1)?.op === '-';
  }

  hunks(): readonly PatchHunk[] {
    this.finish();
    return this.done;
  }

  private finish(): void {
    const lines = withoutBlankEdges(this.lines);
    if (lines.length > 0) {
      this.done.push({
        headers: this.headers,
        lines,
        numbers: this.numbers,
        isAtEnd: this.isAtEnd,
        endsWithLine: this.endsWithLine,
      });
      this.headers = [];
    }
    this.lines = [];
    this.numbers = undefined;
    this.isAtEnd = false;
    this.endsWithLine = undefined;
  }
}

/** Blank lines at the edges that are no context, but part the hunks of the text. */
function withoutBlankEdges(lines: readonly PatchLine[]): readonly PatchLine[] {
  const isText = ({ raw }: PatchLine): boolean => raw !== '';
  return lines.slice(Math.max(lines.findIndex(isText), 0), lines.findLastIndex(isText) + 1);
}
