import { format, resolveConfig } from 'prettier';
import type { Cell } from '../trial/matrix';
import { fullSpeed, realSpeed } from '../trial/overhead';
import { type Protocol, protocols } from '../../../tools/wire/protocol';
import type { Result } from '../trial/result';
import { added, requestsCell, verdictCell } from './cells';
import { duration } from '../../report/numbers';
import { shortAnswersTable, streamsTable } from './costs';
import { disobedienceByWay, disobedienceNotes, disobedienceTotals } from './disobedience';
import { exactByKindTable, exactByProtocolTable, notesTable, timesTable, totalsTable } from './summary';
import { switchTimesTable } from './switchTimes';
import { table } from '../../report/table';

/** The result for people; every case of every engine is in the JSON next to it. */
export async function markdownOf(result: Result): Promise<string> {
  const text = [
    '# Failover under faults: Everpair and its peers',
    'Written by `npm run bench:failover`; do not edit. ' +
      `${result.date}, Node ${result.node}, ${result.machine}; ${packagesOf(result)}.`,
    ...result.skipped.map((what) => `Not run: ${what}.`),
    '## In short',
    totalsTable(result),
    'Exact answers to the first question, by the protocol that A speaks:',
    exactByProtocolTable(result),
    'And by what A does:',
    exactByKindTable(result),
    'Medians of time, against the same engine that asks B alone; in brackets how many cases those are:',
    timesTable(result),
    'Of the cases that the engine mastered by another request, with whatever protocol A speaks: median / 95th percentile; in ' +
      'brackets how many cases those are. A case is the median of its runs, and its longest wait is from word to word.',
    switchTimesTable(result),
    ...disobedience(result),
    '## Cases that need a word',
    notesTable(result),
    '## One question',
    'How the answer came out, and how much later it was whole than from B directly. Otherwise: **wrong** is an answer that ' +
      'the engine said was whole; an error tells when it came, and `waiting` that nothing had by the end of the patience.',
    ...matrixTables(result, ({ first }) => verdictCell(first)),
    '## The next question, with A as it was',
    'The same, with the requests sent to A and to all others in brackets.',
    ...matrixTables(result, ({ second }) => `${verdictCell(second)} (${requestsCell(second)})`),
    ...costs(result),
    ...everyCase(result),
    '## Settings',
    table(
      ['engine', 'settings', 'from B directly: first word', 'whole'],
      result.engines.map(({ id, title, settings }) => [
        title,
        settings,
        duration(result.direct[id]?.firstMs ?? NaN),
        duration(result.direct[id]?.totalMs ?? NaN),
      ]),
    ),
    '## Assumptions',
    result.assumptions.map((assumption) => `- ${assumption}`).join('\n'),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(__filename)), parser: 'markdown' });
}

function disobedience(result: Result): string[] {
  if (result.disobedience.length === 0) return [];
  return [
    '## Models that do not go on as asked',
    'A is cut in mid-answer, and so is its second try where it gets one. B is well, but replies as told here when it is ' +
      'asked to go on, by a prefill or in words. C behind it is well and does as it is told. Not among the cases above.',
    disobedienceTotals(result),
    'By what B does, each over the protocols and two answers:',
    disobedienceByWay(result),
    ...disobedienceNotes(),
  ];
}

function costs(result: Result): string[] {
  if (result.shortAnswers.length === 0) return [];
  return [
    '## What an engine costs on a healthy stream',
    'Short answers, of 40 words:',
    shortAnswersTable(result),
    `One answer of ${fullSpeed.words} words, as fast as it can be sent; medians of ${fullSpeed.runs}:`,
    streamsTable(result, result.fullSpeed),
    `An answer of ${realSpeed.words} words at about 100 words a second, ${realSpeed.atOnce} of them at once and the CPU ` +
      `divided by that; medians of ${realSpeed.runs}:`,
    streamsTable(result, result.realSpeed),
  ];
}

function packagesOf({ packages }: Result): string {
  return Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function matrixTables(result: Result, cellText: (cell: Cell) => string): string[] {
  return result.protocols.flatMap((protocol) => [
    `### A speaks ${protocols[protocol]}`,
    matrixTable(result, protocol, cellText),
  ]);
}

function matrixTable({ engines, scenarios, cells }: Result, protocol: Protocol, text: (cell: Cell) => string): string {
  const here = cells.filter((cell) => cell.protocol === protocol);
  const present = engines.filter(({ id }) => here.some(({ engine }) => engine === id));
  const rows = scenarios.map(({ id, title }) => [
    title,
    ...present.map((engine) => {
      const cell = here.find((one) => one.scenario === id && one.engine === engine.id);
      return cell ? text(cell) : '';
    }),
  ]);
  return table(['what A does', ...present.map(({ title }) => title)], rows);
}

/** Of the engine this is about. */
function everyCase(result: Result): string[] {
  const own = result.cells.filter(({ engine }) => engine === 'everpair');
  if (own.length === 0) return [];
  return [
    '## Everpair, every case',
    'Times of the first question; requests as those to A and to all others.',
    ...result.protocols.flatMap((protocol) => [
      `### A speaks ${protocols[protocol]} to Everpair`,
      casesTable(
        result,
        own.filter((cell) => cell.protocol === protocol),
      ),
    ]),
  ];
}

function casesTable({ scenarios }: Result, cells: readonly Cell[]): string {
  const head = [
    'what A does',
    'exact',
    'characters taken back',
    'added to first word',
    'total',
    'longest wait',
    'requests',
    'next: added to first word',
    'next: requests',
    'runs',
  ];
  const rows = cells.map(({ scenario, first, second, runs }) => [
    scenarios.find(({ id }) => id === scenario)?.title ?? scenario,
    first.exact ? 'yes' : 'no',
    String(first.takenBack),
    added(first.addedFirstMs),
    first.outcome === 'no-answer' ? 'none' : duration(first.totalMs),
    duration(first.longestWaitMs),
    requestsCell(first),
    added(second.addedFirstMs),
    requestsCell(second),
    String(runs),
  ]);
  return table(head, rows);
}
