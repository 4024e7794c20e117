import { drawWorld } from '../world/drawWorld';
import { type Scenario, scenarios } from './scenario';
import { Counting, type Tally } from './tally';
import { runTrial } from './trial';
import { day } from '../../simulation/units';
import { requestTimes, timesAround } from './workday';
import type { Year } from '../world/weather';
import { type WorldName, worlds } from '../world/worlds';

/** One strategy in one year of one scenario. */
export interface Job {
  readonly scenario: string;
  readonly strategy: string;
  readonly seed: number;
  readonly world: WorldName;
}

/** Every world is another draw of this year. */
const year = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 1) + 365 * day };

export function yearOf({ chain: [first], localOffShare, asks }: Scenario, name: WorldName, seed: number): Year {
  const world = drawWorld(worlds[name], seed, year, localOffShare);
  const incidents = (world.incidents[first] ?? []).filter(({ from }) => from > year.from + day);
  const times = asks === 'on-workdays' ? requestTimes(seed, year) : timesAround(seed, incidents);
  return { world, times };
}

export async function run({ scenario: title, strategy: id, seed, world }: Job): Promise<Tally> {
  const scenario = scenarios.find((one) => one.title === title);
  const strategy = scenario?.strategies.find((one) => one.id === id);
  if (!scenario || !strategy) throw new Error(`There is no ${id} in "${title}".`);
  const counting = new Counting(scenario.chain[0]);
  const recoveries = await runTrial({
    ...yearOf(scenario, world, seed),
    outages: worlds[world],
    chain: scenario.chain,
    strategy,
    onOutcome: (record) => counting.add(record),
    onTakenOut: (isWell) => counting.takenOut(isWell),
  });
  counting.addRecoveries(recoveries);
  return counting.tally;
}
