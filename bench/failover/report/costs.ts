import { protocols } from '../../../tools/wire/protocol';
import type { Overhead, StreamCost } from '../trial/overhead';
import type { Result } from '../trial/result';
import { added } from './cells';
import { duration } from '../../report/numbers';
import { table } from '../../report/table';

/** What costs are compared with. */
const bareId = 'bare-sdk';

export function shortAnswersTable(result: Result): string {
  const rows = result.shortAnswers.map((one) => {
    const { firstMs, firstMs10, firstMs90, cpuMs, requests } = one;
    const bare = bareOf(result.shortAnswers, one);
    return [
      protocols[one.protocol],
      titleOf(result, one),
      duration(firstMs),
      bare ? added(firstMs - bare.firstMs) : '–',
      `${duration(firstMs10)} to ${duration(firstMs90)}`,
      cpuMs === undefined ? 'elsewhere' : duration(cpuMs),
      String(requests),
    ];
  });
  return table(
    ['protocol', 'engine', 'first word', 'over the bare SDK', '10th to 90th percentile', 'CPU per answer', 'answers'],
    rows,
  );
}

export function streamsTable(result: Result, costs: readonly StreamCost[]): string {
  const rows = costs.map((one) => {
    const { cpuMs, totalMs } = one;
    const bare = bareOf(costs, one);
    return [
      protocols[one.protocol],
      titleOf(result, one),
      duration(totalMs),
      duration(cpuMs),
      bare ? `×${(cpuMs / bare.cpuMs).toFixed(2)}` : '–',
      percent(cpuMs / totalMs),
      bare ? percent((cpuMs - bare.cpuMs) / totalMs) : '–',
    ];
  });
  const head = ['protocol', 'engine', 'time', 'CPU', 'to the bare SDK', 'of a core', 'of a core, over the bare SDK'];
  return table(head, rows);
}

type Named = Pick<Overhead, 'engine' | 'protocol'>;

function bareOf<T extends Named>(costs: readonly T[], { protocol }: Named): T | undefined {
  return costs.find((one) => one.engine === bareId && one.protocol === protocol);
}

function titleOf({ engines }: Result, { engine }: Named): string {
  return engines.find(({ id }) => id === engine)?.title ?? engine;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
