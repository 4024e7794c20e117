import { type DisobedienceCell, type Ending, endings } from '../trial/disobedience';
import { ways } from '../backend/ways';
import type { Result } from '../trial/result';
import { table } from '../../report/table';

const all = Object.keys(endings) as readonly Ending[];

/** What became of the answers, by engine. */
export function disobedienceTotals({ engines, disobedience }: Result): string {
  const rows = engines.map(({ id, title }) => {
    const own = disobedience.filter(({ engine }) => engine === id);
    const counts = all.map((ending) => String(own.filter((cell) => cell.ending === ending).length));
    return [title, String(own.length), ...counts];
  });
  return table(['engine', 'answers', ...all.map((ending) => endings[ending])], rows);
}

/** The same by what the second host does. */
export function disobedienceByWay({ engines, disobedience }: Result): string {
  const names = Object.keys(ways).filter((name) => disobedience.some(({ way }) => way === name));
  const present = engines.filter(({ id }) => disobedience.some(({ engine }) => engine === id));
  const rows = names.map((name) => [
    ways[name]?.kind ?? '',
    name,
    ...present.map(({ id }) => endingsOf(disobedience.filter(({ engine, way }) => engine === id && way === name))),
  ]);
  return table(['asked to go on, B', 'its reply', ...present.map(({ title }) => title)], rows);
}

export function disobedienceNotes(): readonly string[] {
  return Object.entries(ways).flatMap(([name, { note }]) => (note === undefined ? [] : `“${name}”: ${note}`));
}

const short: Readonly<Record<Ending, string>> = {
  exact: 'exact',
  'taken-back': 'exact anew',
  'remark-behind': 'exact and a remark',
  told: 'told',
  waiting: 'no end',
  wrong: '**WRONG**',
};

function endingsOf(cells: readonly DisobedienceCell[]): string {
  return all
    .map((ending) => ({ ending, count: cells.filter((cell) => cell.ending === ending).length }))
    .filter(({ count }) => count > 0)
    .map(({ ending, count }) => `${count} ${short[ending]}`)
    .join(', ');
}
