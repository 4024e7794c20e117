import type { CodeBlock } from '../../../../src/engine/edit';
import type { DrawnHunk } from './drawnEdit';
import type { Draws } from './draws';

export interface Rendering {
  readonly kind: string;
  readonly block: CodeBlock;
}

export interface Edit {
  readonly before: readonly string[];
  readonly hunks: readonly DrawnHunk[];
  readonly after: readonly string[];
  readonly comment: readonly [open: string, close: string];
}

const block = (text: string, language = ''): CodeBlock => ({ language, text, isClosed: true });

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** A true edit as models write it down. */
export function renderings(draws: Draws, edit: Edit): readonly Rendering[] {
  const context = draws.between(2, 5);
  return [
    { kind: 'elided', block: block(elided(draws, edit, context)) },
    { kind: 'search-replace', block: block(searchReplace(draws, edit, context)) },
    { kind: 'unified', block: block(unified(draws, edit, context), draws.one(['diff', 'patch', ''])) },
    { kind: 'apply-patch', block: block(applyPatch(draws, edit, context)) },
    { kind: 'whole', block: block(joined(edit.after)) },
    { kind: 'fragment', block: block(fragment(draws, edit)) },
  ];
}

const saidMarks = [
  '... existing code ...',
  '... rest of the file ...',
  '...',
  '... same ...',
  '… unchanged …',
  '... (остальной код) ...',
];

/** Hunks with lines around them, and marks between. */
export function elided(draws: Draws, { before, hunks, comment }: Edit, context: number): string {
  const mark = draws.one(saidMarks);
  const out: string[] = [];
  let at = 0;
  for (const [index, { from, to, lines }] of hunks.entries()) {
    const start = Math.max(at, from - context);
    const end = Math.min(before.length, hunks[index + 1]?.from ?? before.length, to + context);
    if (start > at || (index === 0 && start > 0)) {
      const indent = draws.chance(70) ? (/^\s*/.exec(before[start] ?? '')?.[0] ?? '') : '';
      out.push(`${indent}${comment[0]} ${mark}${comment[1]}`);
    }
    out.push(...before.slice(start, from), ...lines, ...before.slice(to, end));
    at = end;
  }
  if (at < before.length) out.push(`${comment[0]} ${mark}${comment[1]}`);
  return joined(out);
}

function searchReplace(draws: Draws, { before, hunks }: Edit, context: number): string {
  const [open, close] = draws.one<readonly [string, string]>([
    ['<<<<<<< SEARCH', '>>>>>>> REPLACE'],
    ['<<<<<<< ORIGINAL', '>>>>>>> UPDATED'],
    ['<<<<<<< HEAD', '>>>>>>> new'],
    ['<<<<< SEARCH', '>>>>> REPLACE'],
    ['------- SEARCH', '+++++++ REPLACE'],
  ]);
  const divider = open.startsWith('<<<<< ') ? '=====' : '=======';
  const noise = draws.chance(20) ? '  ' : '';
  return hunks
    .map(({ from, to, lines }) => {
      const lead = before.slice(Math.max(0, from - context), from);
      const tail = before.slice(to, to + context);
      const search = [...lead, ...before.slice(from, to), ...tail].map((line) => line + noise);
      return joined([open, ...search, divider, ...lead, ...lines, ...tail, close, '']);
    })
    .join('');
}

function unified(draws: Draws, { before, hunks }: Edit, context: number): string {
  const isBare = draws.chance(20);
  const off = draws.chance(70) ? draws.between(-40, 40) : 0;
  const out = draws.chance(50) ? ['--- a/file', '+++ b/file'] : [];
  let moved = 0;
  for (const { from, to, lines } of hunks) {
    const start = Math.max(0, from - context);
    const end = Math.min(before.length, to + context);
    const counts = draws.chance(50)
      ? [end - start, end - start + lines.length - (to - from)]
      : [draws.between(1, 9), draws.between(1, 9)];
    const old = Math.max(1, start + 1 + off);
    out.push(isBare ? '@@' : `@@ -${old},${counts[0]} +${old + moved},${counts[1]} @@`);
    const mark =
      (sign: string) =>
      (line: string): string =>
        sign + line;
    out.push(
      ...before.slice(start, from).map(mark(' ')),
      ...before.slice(from, to).map(mark('-')),
      ...lines.map(mark('+')),
      ...before.slice(to, end).map(mark(' ')),
    );
    moved += lines.length - (to - from);
  }
  return joined(out);
}

function applyPatch(draws: Draws, { before, hunks }: Edit, context: number): string {
  const out = ['*** Begin Patch', '*** Update File: file'];
  const isBare = draws.chance(30);
  for (const { from, to, lines } of hunks) {
    const start = Math.max(0, from - context);
    const header = before.slice(0, start).findLast((line) => /^\S.*\w/.test(line));
    out.push(header !== undefined && draws.chance(40) ? `@@ ${header}` : '@@');
    const space = isBare ? '' : ' ';
    out.push(
      ...before.slice(start, from).map((line) => space + line),
      ...before.slice(from, to).map((line) => `-${line}`),
      ...lines.map((line) => `+${line}`),
      ...before.slice(to, to + context).map((line) => space + line),
    );
  }
  return joined([...out, '*** End Patch']);
}

/** All changes in a row of lines that begins and ends where a block at the margin does, or a few lines around. */
function fragment(draws: Draws, { before, hunks }: Edit): string {
  let [from, to] = [hunks[0]?.from ?? 0, hunks.at(-1)?.to ?? 0];
  const isText = (at: number): boolean => (before[at] ?? '').trim() !== '';
  const grow = draws.between(2, 6);
  if (draws.chance(50)) {
    while (from > 0 && !/^[^\s})\]]/.test(before[from - 1] ?? '')) from -= 1;
    while (to < before.length && !/^[})\]]/.test(before[to] ?? '')) to += 1;
  }
  from = Math.max(0, from - grow);
  to = Math.min(before.length, to + grow);
  while (from > 0 && !isText(from)) from -= 1;
  while (to < before.length && !isText(to - 1)) to += 1;
  const own = hunks.map((hunk) => ({ ...hunk, from: hunk.from - from, to: hunk.to - from }));
  const lines = before.slice(from, to);
  const out: string[] = [];
  let at = 0;
  for (const hunk of own) {
    out.push(...lines.slice(at, hunk.from), ...hunk.lines);
    at = hunk.to;
  }
  out.push(...lines.slice(at));
  const shared = Math.min(...out.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0));
  return joined(draws.chance(30) ? out.map((line) => line.slice(shared)) : out);
}
