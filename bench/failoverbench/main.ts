import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { scenariosIn } from './catalogue';
import { runBench } from './run';
import { tableOf } from './table';

const usage = `Usage: npm run bench:failoverbench -- --files PATH [options]

  --files PATH    a copy of Failover Bench (github.com/failoverbench/failoverbench)
  --profile NAME  full or fast (full)
  --only a,b      only these scenarios: S01,S08
  --one-address   the models of all scenarios and the fallback are at one address
  --python PATH   Python with httpx and pyyaml (python3)
  --out PATH      write the score there as JSON; without it it is printed
  --log           print what the engine decides`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      files: { type: 'string' },
      profile: { type: 'string', default: 'full' },
      only: { type: 'string' },
      'one-address': { type: 'boolean', default: false },
      python: { type: 'string', default: 'python3' },
      out: { type: 'string' },
      log: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { files, profile, python, out, log, 'one-address': oneAddress } = values;
  if (values.help || files === undefined) {
    process.stdout.write(`${usage}\n`);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const wanted = values.only?.split(',').map((id) => id.trim().toUpperCase());
  const all = await scenariosIn(files);
  const scenarios = all.filter(({ id }) => wanted?.includes(id) ?? true);
  const score = await runBench({ files, profile, python, log, oneAddress, scenarios });
  const json = `${JSON.stringify(score, undefined, 2)}\n`;
  process.stdout.write(tableOf(score));
  if (out === undefined) process.stdout.write(json);
  else await writeFile(out, json);
}

void main();
