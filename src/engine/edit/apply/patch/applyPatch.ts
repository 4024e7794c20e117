import { type Application, type ApplyRefusal, refused } from '../application';
import { fileLines, textOf } from '../lines/fileLines';
import { reindentBy, type Reindent } from '../lines/indentation';
import { isAlreadyThere } from '../place/alreadyThere';
import { type LineEdit, piecesOf } from '../place/edits';
import { LineFinder } from '../place/findLines';
import { made, type PlacedHunk, placeHunks, wanted } from './placeHunks';
import type { FilePatch, PatchHunk } from './readPatch';

/** The patch of one file. Numbers of lines in it are not trusted: what it shows of the file decides. */
export function applyPatch(source: string | undefined, { kind, hunks }: FilePatch): Application {
  const isAddition = hunks.every((hunk) => wanted(hunk.lines).length === 0);
  if (kind === 'delete') return source === undefined ? { type: 'unchanged' } : refused('deletes-file');
  if (kind === 'rename') return refused('renames-file');
  if (hunks.length === 0) return refused('malformed');
  if (kind === 'add' || (isAddition && (source ?? '').trim() === '')) return added(source, hunks);
  if (source === undefined) return refused('no-file');
  const file = fileLines(source);
  const finder = new LineFinder(file.lines);
  const atEnd = hunks.filter((hunk) => hunk.isAtEnd && wanted(hunk.lines).length === 0);
  const placed = placeHunks(
    finder,
    hunks.filter((hunk) => !atEnd.includes(hunk)),
  );
  if (typeof placed === 'string') return refused(placed);
  const edits: LineEdit[] = [];
  for (const each of placed) {
    const own = editsOf(finder, each);
    if (typeof own === 'string') return refused(own);
    edits.push(...own);
  }
  const end = file.lines.length;
  edits.push(...atEnd.map((hunk) => ({ from: end, to: end, lines: made(hunk.lines) })));
  const endsWithLine = placed.find(({ hunk }) => hunk.endsWithLine !== undefined && edits.some(({ to }) => to === end))
    ?.hunk.endsWithLine;
  const text = textOf(file, piecesOf(file, edits), endsWithLine);
  return text === source ? { type: 'unchanged' } : { type: 'changed', text };
}

function added(source: string | undefined, hunks: readonly PatchHunk[]): Application {
  const lines = hunks.flatMap((hunk) => made(hunk.lines));
  const endsWithLine = hunks.at(-1)?.endsWithLine ?? true;
  const text = lines.join('\n') + (endsWithLine ? '\n' : '');
  if ((source ?? '').trim() === '') return { type: 'changed', text };
  const isSame = fileLines(source ?? '').lines.join('\n') === lines.join('\n');
  return isSame ? { type: 'unchanged' } : refused('file-exists');
}

/** The changed lines of a hunk. What is context stays as the file has it. */
function editsOf(finder: LineFinder, { lines, place, looseness }: PlacedHunk): readonly LineEdit[] | ApplyRefusal {
  const pattern = wanted(lines);
  if (isAlreadyThere(finder, pattern, made(lines), place)) return 'perhaps-applied';
  const pairs = pattern.map((line, index) => [line, finder.lines[place + index] ?? ''] as const);
  const reindent: Reindent | undefined = looseness === 'exact' ? (line) => line : reindentBy(pairs);
  const edits: LineEdit[] = [];
  let at = place;
  let open: { from: number; to: number; lines: string[] } | undefined;
  for (const { op, text } of lines) {
    if (op === ' ') {
      if (open) edits.push(open);
      open = undefined;
      at += 1;
      continue;
    }
    open ??= { from: at, to: at, lines: [] };
    if (op === '-') {
      at += 1;
      open.to = at;
    } else {
      const line = reindent?.(text);
      if (line === undefined) return 'no-place';
      open.lines.push(line);
    }
  }
  return open ? [...edits, open] : edits;
}
