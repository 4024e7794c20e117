import type { Draws } from './draws';

/** Lines of the file that were replaced, and what stands there then. */
export interface DrawnHunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** One to three changes, at least `apart` lines from each other, as people and models make them. */
export function drawnEdit(draws: Draws, lines: readonly string[], apart = 9): readonly DrawnHunk[] {
  const hunks: DrawnHunk[] = [];
  for (let count = draws.between(1, 3), tries = 0; hunks.length < count && tries < 20; tries += 1) {
    const hunk = drawnHunk(draws, lines);
    const isFree = hunks.every((other) => hunk.to + apart <= other.from || other.to + apart <= hunk.from);
    const isInside = hunk.from > 2 && hunk.to < lines.length - 3;
    const isChange = lines.slice(hunk.from, hunk.to).join('\n') !== hunk.lines.join('\n');
    if (isFree && isInside && isChange) hunks.push(hunk);
  }
  return hunks.sort((a, b) => a.from - b.from);
}

export function edited(lines: readonly string[], hunks: readonly DrawnHunk[]): readonly string[] {
  let at = 0;
  const out: string[] = [];
  for (const { from, to, lines: own } of hunks) {
    out.push(...lines.slice(at, from), ...own);
    at = to;
  }
  return [...out, ...lines.slice(at)];
}

function drawnHunk(draws: Draws, lines: readonly string[]): DrawnHunk {
  const from = draws.below(lines.length);
  const to = Math.min(lines.length, from + draws.between(1, 4));
  const old = lines.slice(from, to);
  switch (draws.below(6)) {
    case 0:
      return { from, to: from + 1, lines: [changedLine(draws, old[0] ?? '')] };
    case 1:
      return { from, to, lines: old.map((line) => (draws.chance(60) ? changedLine(draws, line) : line)) };
    case 2:
      return { from, to: from, lines: newLines(draws, lines, from) };
    case 3:
      return { from, to, lines: [] };
    case 4:
      return { from, to, lines: newLines(draws, lines, from) };
    default:
      return {
        from,
        to,
        lines: [
          ...old.slice(0, -1),
          ...newLines(draws, lines, from),
          ...old.slice(-1).map((line) => changedLine(draws, line)),
        ],
      };
  }
}

/** With one word of it another, or a word more. */
function changedLine(draws: Draws, line: string): string {
  const words = [...line.matchAll(/[A-Za-z_]\w*|\d+/g)];
  if (words.length === 0) return draws.chance(50) ? `${line} ` + 'changed' : line;
  const word = draws.one(words);
  const at = word.index;
  const other = /^\d/.test(word[0])
    ? String(Number(word[0].slice(0, 6)) + 1)
    : draws.one(['other', `${word[0]}2`, `my_${word[0]}`]);
  return line.slice(0, at) + other + line.slice(at + word[0].length);
}

/** Lines as the file has them elsewhere, changed or not, with the indentation of the place. */
function newLines(draws: Draws, lines: readonly string[], at: number): readonly string[] {
  const indent = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
  return Array.from({ length: draws.between(1, 3) }, () => {
    const line = draws.one(lines).trim();
    if (line === '') return draws.chance(30) ? '' : `${indent}added();`;
    return indent + (draws.chance(70) ? changedLine(draws, line) : line);
  });
}
