import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Draws } from './draws';

/** One file before and after a commit. */
export interface HistoryEdit {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const maxChars = 60_000;

const git = (input: string | undefined, ...args: readonly string[]): Buffer =>
  execFileSync('git', args, { ...(input === undefined ? {} : { input }), maxBuffer: 1 << 28, stdio: 'pipe' });

/** Edits from the history of this project, or why there are none. */
export function historyEdits(draws: Draws, count: number): readonly HistoryEdit[] | string {
  if (!existsSync('.git')) return 'this is no clone of the repository';
  let log: string;
  try {
    if (git(undefined, 'rev-parse', '--is-shallow-repository').toString().trim() === 'true')
      return 'the clone is shallow';
    log = git(
      undefined,
      'log',
      '--no-merges',
      '--raw',
      '--no-abbrev',
      '--no-renames',
      '--format=',
      '--reverse',
    ).toString();
  } catch (error) {
    return `git does not run: ${String(error)}`;
  }
  const changed = [...log.matchAll(/^:\d+ \d+ (\w+) (\w+) M\t(.+\.(?:ts|mjs|cjs|css|md|json))$/gm)]
    .map(([, before = '', after = '', name = '']) => ({ before, after, name }))
    .filter(({ name }) => !name.includes('lock'))
    // New commits change nothing of what a seed draws.
    .slice(0, 3_000);
  if (changed.length === 0) return 'the history has no edits';
  const drawn = Array.from({ length: count }, () => draws.one(changed));
  const texts = blobs(drawn.flatMap(({ before, after }) => [before, after]));
  return drawn
    .map(({ name }, index) => ({ name, before: texts[index * 2] ?? '', after: texts[index * 2 + 1] ?? '' }))
    .filter(({ before, after }) => before !== '' && after !== '' && before.length < maxChars);
}

/** The texts of blobs, by one process. */
function blobs(names: readonly string[]): readonly string[] {
  const out = git(names.map((name) => `${name}\n`).join(''), 'cat-file', '--batch');
  let at = 0;
  return names.map(() => {
    const line = out.indexOf('\n', at);
    const bytes = Number(out.subarray(at, line).toString().split(' ')[2]);
    const text = out.subarray(line + 1, line + 1 + bytes).toString();
    at = line + 1 + bytes + 1;
    return text;
  });
}
