import { quantile } from '../../report/median';
import type { Cell } from '../trial/matrix';
import type { Result } from '../trial/result';
import type { Verdict } from '../trial/verdict';
import { added } from './cells';
import { duration } from '../../report/numbers';
import { table } from '../../report/table';

/** Resets with words still to come: after the last word there is none to wait for. */
const resets: ReadonlySet<string> = new Set(['cut-first-word', 'cut-middle', 'cut-in-tool-call']);

/** Median and 95th percentile of what a user waits for, over all protocols, by how A fails. */
export function switchTimesTable(result: Result): string {
  const kindOf = ({ scenario }: Cell): string | undefined => result.scenarios.find(({ id }) => id === scenario)?.kind;
  const loud = (cell: Cell): boolean => kindOf(cell) === 'loud';
  const silent = (cell: Cell): boolean => kindOf(cell) === 'silent';
  const reset = ({ scenario }: Cell): boolean => resets.has(scenario);
  const rows = result.engines.map(({ id, title }) => {
    const saved = result.cells.filter(({ engine, first }) => engine === id && first.exact && hasMoved(first));
    return [
      title,
      spread(
        times(saved.filter(loud), ({ addedFirstMs }) => addedFirstMs),
        added,
      ),
      spread(
        times(saved.filter(silent), ({ firstMs }) => firstMs),
        duration,
      ),
      spread(
        times(saved.filter(reset), ({ longestWaitMs }) => longestWaitMs),
        duration,
      ),
    ];
  });
  const head = [
    'engine',
    'loud: added to the first word',
    'silent: first word after',
    'reset in mid-answer: longest wait, which is that for the next word',
  ];
  return table(head, rows);
}

/** Some other request than A's first served it, be it to A again. */
function hasMoved({ requestsToA, requestsToOthers }: Verdict): boolean {
  return requestsToOthers > 0 || (requestsToA ?? 0) > 1;
}

function times(cells: readonly Cell[], of: (verdict: Verdict) => number | undefined): readonly number[] {
  return cells.flatMap(({ first }) => of(first) ?? []);
}

function spread(numbers: readonly number[], text: (ms: number) => string): string {
  if (numbers.length === 0) return '–';
  return `${text(quantile(numbers, 0.5))} / ${text(quantile(numbers, 0.95))} (${numbers.length})`;
}
