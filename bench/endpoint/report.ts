import { cpus } from 'node:os';
import { gatewayVersion } from '../failover/gateway/install';
import { median, quantile } from '../report/median';
import { table } from '../report/table';
import type { Load, Measured } from './measure';

interface Row {
  readonly name: string;
  readonly answers: number;
  /** Milliseconds: the middle, and the tenth and ninetieth of a hundred. */
  readonly firstMs: number;
  readonly firstMs10: number;
  readonly firstMs90: number;
  readonly wholeMs: number;
  /** Milliseconds of processor time for one answer; absent where nothing stands between. */
  readonly cpuMs?: number;
}

interface Result {
  readonly node: string;
  readonly machine: string;
  readonly gateway: string;
  readonly loads: readonly (Load & { readonly rows: readonly Row[] })[];
}

export function resultOf(measured: readonly { readonly load: Load; readonly subjects: readonly Measured[] }[]): Result {
  return {
    node: process.version,
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    gateway: `@portkey-ai/gateway ${gatewayVersion}`,
    loads: measured.map(({ load, subjects }) => ({ ...load, rows: subjects.map(rowOf) })),
  };
}

function rowOf({ subject, answers, cpuMs }: Measured): Row {
  const firsts = answers.map(({ firstMs }) => firstMs);
  const wholes = answers.map(({ wholeMs }) => wholeMs);
  return {
    name: subject.name,
    answers: answers.length,
    firstMs: hundredths(median(firsts)),
    firstMs10: hundredths(quantile(firsts, 0.1)),
    firstMs90: hundredths(quantile(firsts, 0.9)),
    wholeMs: hundredths(median(wholes)),
    ...(subject.pid === undefined ? {} : { cpuMs: hundredths(median(cpuMs)) }),
  };
}

export function markdownOf({ node, machine, gateway, loads }: Result): string {
  return [
    '# What the endpoint costs',
    `Written by \`npm run bench:endpoint\`; do not edit. Node ${node}, ${machine}; ${gateway}.`,
    [
      'A client with open connections asks one provider straight, through `everpair serve`, through the gateway and through a server that reads',
      'with OpenAI’s own client and hands every piece on without a look at it, in turns; the provider, the client and each of the three have a process',
      'of their own. Medians in milliseconds; in brackets the tenth and the ninetieth of a hundred.',
      'Processor time is that of all threads of the process between, for one answer. Everpair sends the first 40 characters of an answer together',
      'and the last word when the next has come, so that nothing is taken back when another provider goes on: where words come one by one, the',
      'first is seen some six words later.',
    ].join('\n'),
    ...loads.flatMap((load) => [`## ${headingOf(load)}`, tableOf(load.rows)]),
    '',
  ].join('\n\n');
}

function headingOf({ pace: { words, pauseMs }, atOnce }: Load): string {
  const pace = pauseMs === 0 ? 'as fast as they can be sent' : `a word every ${pauseMs} ms`;
  return `${words} words, ${pace}, ${atOnce === 1 ? 'one answer at a time' : `${atOnce} answers at once`}`;
}

function tableOf(rows: readonly Row[]): string {
  const straight = rows[0];
  const head = ['', 'answers', 'first word', 'added to the first word', 'whole answer', 'processor time'];
  return table(
    head,
    rows.map(({ name, answers, firstMs, firstMs10, firstMs90, wholeMs, cpuMs }) => [
      name,
      String(answers),
      `${firstMs} (${firstMs10} to ${firstMs90})`,
      straight === undefined || name === straight.name ? '–' : `+${hundredths(firstMs - straight.firstMs)}`,
      String(wholeMs),
      cpuMs === undefined ? '–' : String(cpuMs),
    ]),
  );
}

function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}
