import { plain } from '../count';
import type { Fault } from '../faults';
import type { Cell, Verdict } from '../matrix';
import { median } from '../../median';
import type { Result } from '../result';
import { added } from './cells';
import { table } from './table';

/** One row for each engine over all faults. */
export function summaryTable({ engines, cells, faults }: Result): string {
  const mastered = masteredByAll(cells);
  const total = Object.keys(faults).length;
  const head = [
    'engine',
    'exact answers',
    'exact, next question',
    'wrong but said to be whole',
    'no answer in time',
    'words lost',
    'words repeated',
    `median time added, the ${mastered.size} faults that every fallback masters`,
    'requests wasted on A, next question',
  ];
  const rows = engines.map(({ id, title }) => {
    const own = cells.filter(({ engine }) => engine === id);
    const firsts = own.map(({ first }) => first);
    const seconds = own.map(({ second }) => second);
    return [
      title,
      `${count(firsts, isExact)} of ${total}`,
      `${count(seconds, isExact)} of ${total}`,
      String(count(firsts, ({ exact, outcome }) => !exact && outcome === 'answered')),
      String(count(firsts, ({ outcome }) => outcome === 'no-answer')),
      String(sum(firsts.map(({ lost }) => lost))),
      String(sum(firsts.map(({ repeated }) => repeated))),
      added(middleOf(own, mastered)),
      String(sum(own.map(wasted))),
    ];
  });
  return table(head, rows);
}

/** Requests that the next question sent to A although A could not answer it. */
function wasted({ second }: Cell): number {
  const answeredByA = second.exact && second.requestsToB === 0;
  return answeredByA ? second.requestsToA - 1 : second.requestsToA;
}

/** Only over the same faults can times be compared: an engine that gives up on the hard ones is no quicker for it. */
function masteredByAll(cells: readonly Cell[]): ReadonlySet<Fault> {
  const fallbacks = new Set(cells.filter(isMastered).map(({ engine }) => engine));
  const all = new Set(cells.map(({ fault }) => fault));
  for (const cell of cells) if (fallbacks.has(cell.engine) && !isMastered(cell)) all.delete(cell.fault);
  return all;
}

function isMastered({ first }: Cell): boolean {
  return first.exact && first.requestsToB > 0;
}

/** Milliseconds. */
function middleOf(cells: readonly Cell[], mastered: ReadonlySet<Fault>): number | undefined {
  const times = cells.filter((cell) => mastered.has(cell.fault) && isMastered(cell));
  return times.length > 0 ? median(times.map(({ first }) => first.addedTotalMs)) : undefined;
}

function isExact({ exact }: Verdict): boolean {
  return exact;
}

function count(verdicts: readonly Verdict[], is: (verdict: Verdict) => boolean): number {
  return verdicts.filter(is).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export const wordsAsked = plain.words.length;
