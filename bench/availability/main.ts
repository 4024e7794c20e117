import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { runAll } from '../workers/pool';
import { assumptionsOf } from './trial/assumptions';
import { type Job, yearOf } from './trial/job';
import { markdownOf } from './report/markdown';
import { type Result, rowsOf } from './trial/result';
import { mainScenario, type Scenario, scenarios } from './trial/scenario';
import { everpair } from './strategies/everpair';
import type { Tally } from './trial/tally';
import { weatherOf } from './world/weather';
import { isWorldName, type WorldName, worlds } from './world/worlds';

const usage = `Usage: npm run bench:availability [-- options]

  --seed N      first seed; each year has the next (1)
  --years N     years of the main scenario (10); the others have a part of them
  --world NAME  what the years are like: ${Object.keys(worlds).join(' or ')} (2026)
  --out PATH    write PATH.json and PATH.md

Without --out the report is only printed.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      years: { type: 'string', default: '10' },
      world: { type: 'string', default: '2026' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const result = await run(worldIn(values.world), numberIn(values.seed), numberIn(values.years));
  const markdown = await markdownOf(result);
  if (values.out !== undefined) {
    const json = await format(JSON.stringify(result), { ...(await resolveConfig(__filename)), parser: 'json' });
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(`${values.out}.json`, json);
    await writeFile(`${values.out}.md`, markdown);
  }
  console.log(markdown);
}

async function run(world: WorldName, firstSeed: number, years: number): Promise<Result> {
  const seeds = Array.from({ length: years }, (_, index) => firstSeed + index);
  const jobs = scenarios.flatMap((scenario) => jobsOf(scenario, world, seeds));
  const tallies = await runAll<Tally>({
    worker: require.resolve('./worker/main'),
    jobs,
    onProgress: (done) => console.error(`${done} of ${jobs.length}`),
  });
  return {
    node: process.version,
    world,
    seeds,
    assumptions: assumptionsOf(worlds[world]),
    weather: weatherOf(seeds.map((seed) => yearOf(mainScenario, world, seed))),
    rows: rowsOf(jobs, tallies),
  };
}

function jobsOf(scenario: Scenario, world: WorldName, seeds: readonly number[]): readonly Job[] {
  const { title, strategies, yearsShare, peersShare } = scenario;
  return strategies.flatMap(({ id }) => {
    const share = id === everpair.id ? yearsShare : peersShare;
    const own = seeds.slice(0, Math.ceil(seeds.length * share));
    return own.map((seed) => ({ scenario: title, strategy: id, seed, world }));
  });
}

function worldIn(text: string): WorldName {
  if (isWorldName(text)) return text;
  throw new Error(`There are no years like those of "${text}".\n\n${usage}`);
}

function numberIn(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`"${text}" is not a whole number from 1.\n\n${usage}`);
  return number;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
