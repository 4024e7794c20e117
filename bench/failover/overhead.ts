import type { Backends } from './backends';
import { plain } from './count';
import type { Engine } from './engines/engine';
import { exchange } from './exchange';
import { Host } from './host';
import { median, quantile } from '../median';

/** What an engine costs on a healthy stream. */
export interface Overhead {
  readonly engine: string;
  readonly requests: number;
  /** Milliseconds to the first content: the middle, and the tenth and ninetieth of a hundred. */
  readonly firstMs: number;
  readonly firstMs10: number;
  readonly firstMs90: number;
  /** Milliseconds of processor time for one answer, user and system, without the back end's. */
  readonly cpuMs: number;
}

const warmUp = 10;

/** Engines take turns, so that what else the machine does meets all alike. Each keeps its instance, as a program would. */
export async function measureOverhead(
  backends: Backends,
  engines: readonly Engine[],
  requests: number,
): Promise<readonly Overhead[]> {
  const a = await backends.start('healthy');
  const b = await backends.start('healthy');
  const subjects = engines.map((engine) => ({
    engine,
    ask: engine.open([new Host('a', a), new Host('b', b)]),
    firsts: [] as number[],
    cpus: [] as number[],
  }));
  for (let request = -warmUp; request < requests; request += 1) {
    for (const subject of subjects) {
      const before = process.cpuUsage();
      const { firstMs = NaN } = await exchange(subject.ask, plain);
      const { user, system } = process.cpuUsage(before);
      if (request < 0) continue;
      subject.firsts.push(firstMs);
      subject.cpus.push((user + system) / 1_000);
    }
  }
  a.close();
  b.close();
  return subjects.map(({ engine, firsts, cpus }) => ({
    engine: engine.id,
    requests,
    firstMs: hundredths(median(firsts)),
    firstMs10: hundredths(quantile(firsts, 0.1)),
    firstMs90: hundredths(quantile(firsts, 0.9)),
    cpuMs: hundredths(median(cpus)),
  }));
}

function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}
