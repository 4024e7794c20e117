import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { duration } from '../report/numbers';
import { table } from '../report/table';
import { quantile } from '../report/median';
import { faults, shares } from './faults';
import { type Outcome, runTrial } from './trial';

const usage = `Usage: npm run bench:hiccups [-- options]

  --trials N  questions of each case (300)

Prints what the next word and the model of an answer cost after a failure of the moment, with a second try in place and
without it. In virtual time, so that nothing depends on the machine.`;

/** With the engine's own rule, and with the next provider at once. */
const engines = [
  { title: 'in place', inPlaceDelayMs: undefined },
  { title: 'elsewhere', inPlaceDelayMs: () => undefined },
] as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { trials: { type: 'string', default: '300' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const trials = Number(values.trials);
  if (!Number.isInteger(trials) || trials < 1) throw new Error(usage);
  const rows: string[][] = [];
  for (const fault of faults) {
    for (const share of shares) {
      const cells: string[][] = [];
      for (const { inPlaceDelayMs } of engines) {
        const outcomes: Outcome[] = [];
        for (let seed = 1; seed <= trials; seed += 1) {
          outcomes.push(await runTrial({ fault, share, seed, inPlaceDelayMs }));
        }
        cells.push(cellsOf(outcomes));
      }
      const pairs = cells[0]?.map((cell, index) => `${cell} / ${cells[1]?.[index]}`) ?? [];
      rows.push([fault.title, `${share * 100} %`, ...pairs]);
    }
  }
  const names = engines.map(({ title }) => title).join(' / ');
  const head = [
    `first provider fails with (${names})`,
    'well at the second try',
    'next word, p50',
    'p95',
    'answer whole, p50',
    'keeps the model',
    'further requests',
    'exact',
  ];
  console.log(await format(table(head, rows), { parser: 'markdown' }));
}

function cellsOf(outcomes: readonly Outcome[]): string[] {
  const times = outcomes.map(({ nextWordMs }) => nextWordMs);
  const whole = outcomes.map(({ wholeMs }) => wholeMs);
  const share = (is: (outcome: Outcome) => boolean): string =>
    `${((outcomes.filter(is).length / outcomes.length) * 100).toFixed(0)} %`;
  const requests = outcomes.reduce((sum, { moreRequests }) => sum + moreRequests, 0);
  return [
    duration(quantile(times, 0.5)),
    duration(quantile(times, 0.95)),
    duration(quantile(whole, 0.5)),
    share(({ keptModel }) => keptModel),
    (requests / outcomes.length).toFixed(2),
    share(({ exact }) => exact),
  ];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
