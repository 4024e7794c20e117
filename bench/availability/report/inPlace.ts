import { table } from '../../report/table';
import type { Row } from '../trial/result';
import { added, counted, percent } from '../../report/numbers';
import { firstShares } from './recovery';

/** What a second try in place is worth to the user, and what it costs. */
export function inPlaceTable(rows: readonly Row[]): string {
  const head = [
    'strategy',
    'useful answers',
    'wrong, but said to be whole',
    'answered by the first provider, of the questions asked while it was well',
    'of those whose first request to it had a hiccup',
    'extra requests',
    'tokens wasted',
    'added, p99',
    'p99.9',
    'added where the first provider fails, p50',
    'p95',
  ];
  return table(
    head,
    rows.map((row) => [
      row.title,
      `${percent(row.useful / row.questions, 4)} (all but ${counted(row.questions - row.useful)})`,
      counted(row.wrong),
      ...firstShares(row),
      `${percent(row.extraRequests / row.questions)} (${counted(row.extraRequests)})`,
      percent(row.wastedTokens / row.tokens),
      ...[row.added.p99, row.added.p999, row.addedWhenFailing.p50, row.addedWhenFailing.p95].map(added),
    ]),
  );
}
