import { format, resolveConfig } from 'prettier';
import type { Cell } from '../matrix';
import type { Result } from '../result';
import { added, duration, verdictCell } from './cells';
import { summaryTable, wordsAsked } from './summary';
import { table } from './table';

/** The result for people. */
export async function markdownOf(result: Result): Promise<string> {
  const text = [
    '# Failover under faults: Everpair and its peers',
    'Written by `npm run bench:failover`; do not edit. ' +
      `${result.date}, Node ${result.node}, ${result.machine}; ${packagesOf(result)}.`,
    '## In short',
    summaryTable(result),
    '## One question',
    'How the answer came out, and how much later it was whole than from B directly.',
    matrixTable(result, ({ first }) => verdictCell(first, wordsAsked)),
    '## The next question, with A as it was',
    'The same, with the requests sent to A and to B in brackets.',
    matrixTable(result, ({ second }) => {
      const { requestsToA, requestsToB } = second;
      return `${verdictCell(second, wordsAsked)} (${requestsToA}/${requestsToB})`;
    }),
    '## What an engine costs on a healthy stream',
    overheadTable(result),
    '## Every case',
    'Times of the first question; requests as A/B.',
    ...result.engines.flatMap(({ id, title, settings }) => [
      `### ${title}`,
      `Settings: ${settings}. From B directly: first word after ${duration(result.direct[id]?.firstMs ?? NaN)}, ` +
        `whole after ${duration(result.direct[id]?.totalMs ?? NaN)}.`,
      casesTable(
        result,
        result.cells.filter(({ engine }) => engine === id),
      ),
    ]),
    '## Assumptions',
    result.assumptions.map((assumption) => `- ${assumption}`).join('\n'),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(__filename)), parser: 'markdown' });
}

function packagesOf({ packages }: Result): string {
  return Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function matrixTable({ engines, faults, cells }: Result, cellText: (cell: Cell) => string): string {
  const rows = Object.entries(faults).map(([fault, title]) => [
    title,
    ...engines.map(({ id }) => {
      const cell = cells.find((one) => one.fault === fault && one.engine === id);
      return cell ? cellText(cell) : '';
    }),
  ]);
  return table(['fault of A', ...engines.map(({ title }) => title)], rows);
}

function casesTable({ faults }: Result, cells: readonly Cell[]): string {
  const head = [
    'fault of A',
    'exact',
    'lost',
    'repeated',
    'characters taken back',
    'added to first word',
    'total',
    'longest wait',
    'requests',
    'next: added to first word',
    'next: requests',
    'runs',
  ];
  const rows = cells.map(({ fault, first, second, runs }) => [
    faults[fault] ?? fault,
    first.exact ? 'yes' : 'no',
    String(first.lost),
    String(first.repeated),
    String(first.takenBack),
    added(first.addedFirstMs),
    first.outcome === 'no-answer' ? 'none' : duration(first.totalMs),
    duration(first.longestWaitMs),
    `${first.requestsToA}/${first.requestsToB}`,
    added(second.addedFirstMs),
    `${second.requestsToA}/${second.requestsToB}`,
    String(runs),
  ]);
  return table(head, rows);
}

function overheadTable({ overhead, engines }: Result): string {
  const bare = overhead.find(({ engine }) => engine === 'openai-sdk');
  const rows = overhead.map(({ engine, firstMs, firstMs10, firstMs90, cpuMs, requests }) => [
    engines.find(({ id }) => id === engine)?.title ?? 'openai SDK, bare',
    duration(firstMs),
    bare ? added(firstMs - bare.firstMs) : '–',
    `${duration(firstMs10)} to ${duration(firstMs90)}`,
    duration(cpuMs),
    String(requests),
  ]);
  return table(
    ['engine', 'first word', 'over the bare SDK', '10th to 90th percentile', 'CPU per answer', 'answers'],
    rows,
  );
}
