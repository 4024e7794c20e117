import { scenarios } from './scenario';
import { Counting, type Tally } from './tally';
import { runTrial } from './trial';
import { day } from './units';
import { requestTimes } from './workday';
import type { Year } from './weather';
import { drawWorld } from './world';

/** One strategy in one year of one scenario. */
export interface Job {
  readonly scenario: string;
  readonly strategy: string;
  readonly seed: number;
}

/** Every world is another draw of this year. */
const year = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 1) + 365 * day };

export function yearOf(seed: number, localOffShare: number): Year {
  return { world: drawWorld(seed, year, localOffShare), times: requestTimes(seed, year) };
}

export async function run({ scenario: title, strategy: id, seed }: Job): Promise<Tally> {
  const scenario = scenarios.find((one) => one.title === title);
  const strategy = scenario?.strategies.find((one) => one.id === id);
  if (!scenario || !strategy) throw new Error(`There is no ${id} in "${title}".`);
  const { chain, localOffShare } = scenario;
  const counting = new Counting(chain[0] ?? '');
  await runTrial({
    ...yearOf(seed, localOffShare),
    chain,
    strategy,
    onOutcome: (record) => counting.add(record),
    onTakenOut: (isWell) => counting.takenOut(isWell),
  });
  return counting.tally;
}
