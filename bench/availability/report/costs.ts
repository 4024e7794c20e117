import { table } from '../../report/table';
import type { Row } from '../trial/result';
import { added, counted, percent } from '../../report/numbers';

export function latencyTable(rows: readonly Row[]): string {
  const head = [
    'strategy',
    'p50',
    'p95',
    'p99',
    'p99.9',
    'where the first provider fails: answers',
    'p50',
    'p95',
    'p99',
  ];
  return table(
    head,
    rows.map(({ title, added: all, addedWhenFailing: failing }) => [
      title,
      ...[all.p50, all.p95, all.p99, all.p999].map(added),
      counted(failing.count),
      ...[failing.p50, failing.p95, failing.p99].map(added),
    ]),
  );
}

export function costTable(rows: readonly Row[]): string {
  return table(
    ['strategy', 'requests', 'extra requests', 'tokens wasted'],
    rows.map(({ title, questions, requests, extraRequests, tokens, wastedTokens }) => [
      title,
      counted(requests),
      `${percent(extraRequests / questions)} (${counted(extraRequests)})`,
      `${percent(wastedTokens / tokens)} (${counted(wastedTokens)})`,
    ]),
  );
}
