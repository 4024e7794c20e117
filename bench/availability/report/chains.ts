import { table } from '../../report/table';
import type { Row } from '../trial/result';
import { added, counted, percent } from '../../report/numbers';
import { firstShares } from './recovery';
import { sharesOf } from './served';

/** Useful answers of every strategy with every chain. */
export function chainsTable(rows: readonly Row[]): string {
  const strategies = [...new Map(rows.map(({ strategy, title }) => [strategy, title]))];
  const scenarios = [...new Set(rows.map(({ scenario }) => scenario))];
  return table(
    ['providers', ...strategies.map(([, title]) => title)],
    scenarios.map((scenario) => [
      scenario,
      ...strategies.map(([id]) => {
        const row = rows.find((one) => one.scenario === scenario && one.strategy === id);
        return row ? percent(row.useful / row.questions, 4) : '';
      }),
    ]),
  );
}

/** One strategy with every chain. */
export function everpairTable(rows: readonly Row[]): string {
  const head = [
    'providers',
    'useful answers',
    '95 % interval',
    'worst year',
    'while online',
    'served where it could be',
    'said to be whole and was not',
    'lost or repeated',
    'extra requests',
    'added, p99',
    'p99.9',
    'by the first while it was well',
    'of those with a hiccup',
  ];
  return table(
    head,
    rows.map((row) => [
      row.scenario,
      ...sharesOf(row),
      counted(row.wrong),
      counted(row.lost + row.repeated),
      percent(row.extraRequests / row.questions),
      added(row.added.p99),
      added(row.added.p999),
      ...firstShares(row),
    ]),
  );
}
