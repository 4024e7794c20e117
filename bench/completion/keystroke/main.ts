/**
 * What Everpair takes for a key beside the network, in time and memory, in short and long files and over a day.
 *
 *   npm run bench:keystroke [-- --statements 12] [--keys 50000] [--out docs/benchmarks/keystroke]
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { root } from '../../../tools/vscode/folders';
import { measureAlone } from './alone';
import { simulateDay } from './day';
import { measureInHost } from './hostRun';
import { markdownOf } from './markdown';
import { summarize } from './summary';

/** Times at which the heap is looked at. */
const looks = 20;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      statements: { type: 'string', default: '12' },
      keys: { type: 'string', default: '50000' },
      out: { type: 'string' },
    },
  });
  const keys = Number(values.keys);
  const alone = await measureAlone(keys);
  const day = await simulateDay(keys, Math.ceil(keys / looks));
  const summary = summarize(await measureInHost(Number(values.statements)), alone, day);
  const machine = { node: process.version, cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}` };
  const markdown = markdownOf(summary, day, machine);
  const json = `${JSON.stringify({ ...machine, ...summary, day: { ...day, costs: undefined } }, undefined, 2)}\n`;
  console.log(values.out === undefined ? json : '');
  console.log(markdown);
  if (values.out === undefined) return;
  const out = path.resolve(values.out);
  writeFileSync(`${out}.json`, json);
  writeFileSync(`${out}.md`, await format(markdown, { ...(await resolveConfig(root)), filepath: `${out}.md` }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
