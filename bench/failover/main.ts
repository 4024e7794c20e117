import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { startBackends } from './backends';
import { aiFallback, aiFallbackBeforeOutput } from './engines/aiFallback';
import { aiFallbackTuned } from './engines/aiFallbackTuned';
import { aiRetry } from './engines/aiRetry';
import { aiSdk } from './engines/aiSdk';
import { bareSdk } from './engines/bareSdk';
import { everpair } from './engines/everpair';
import { allFaults, type Fault, isFault } from './faults';
import { runMatrix } from './matrix';
import { measureOverhead } from './overhead';
import { markdownOf } from './report/markdown';
import { type Result, resultOf } from './result';

const usage = `Usage: npm run bench:failover -- [options]

  --faults a,b      only these faults: ${allFaults.join(', ')}
  --runs N          trials of each quick case (5)
  --requests N      healthy answers for the overhead (60)
  --json FILE       write the result as JSON
  --out PATH        write PATH.json and PATH.md

Without --json and --out both are printed.`;

const engines = [everpair, aiSdk, aiFallback, aiFallbackBeforeOutput, aiFallbackTuned, aiRetry];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string' },
      runs: { type: 'string', default: '5' },
      requests: { type: 'string', default: '60' },
      json: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const result = await run(faultsIn(values.faults), numberIn(values.runs), numberIn(values.requests));
  const markdown = await markdownOf(result);
  const json = await jsonOf(result);
  if (values.out !== undefined) {
    await write(`${values.out}.json`, json);
    await write(`${values.out}.md`, markdown);
  }
  if (values.json !== undefined) await write(values.json, json);
  console.log(markdown);
  if (values.out === undefined && values.json === undefined) console.log(`\`\`\`json\n${json}\`\`\``);
}

async function run(faults: readonly Fault[], runs: number, requests: number): Promise<Result> {
  const backends = startBackends();
  const onProgress = (what: string): void => console.error(what);
  onProgress('overhead on a healthy stream');
  // First, while no abandoned request of the matrix is still waiting in this process.
  const overhead = await measureOverhead(backends, [bareSdk, ...engines], requests);
  const matrix = await runMatrix({ backends, engines, faults, runs, onProgress });
  backends.stop();
  return resultOf(matrix, overhead, engines);
}

function faultsIn(text: string | undefined): readonly Fault[] {
  if (text === undefined) return allFaults;
  return text.split(',').map((name) => {
    if (!isFault(name)) throw new Error(`There is no fault "${name}".\n\n${usage}`);
    return name;
  });
}

function numberIn(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`"${text}" is not a number of times.\n\n${usage}`);
  return number;
}

async function jsonOf(result: Result): Promise<string> {
  return format(JSON.stringify(result), { ...(await resolveConfig(__filename)), parser: 'json' });
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

main().then(
  // Engines that were given up on may still wait for A.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
