import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runAll } from '../../workers/pool';
import { assumptions } from './assumptions';
import { readOptions, usage } from './options';
import { markdownOf } from './report/markdown';
import { type Result, rowsOf } from './trial/result';
import { readSources } from './file/source';
import type { Tally } from './trial/tally';

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    console.log(usage);
    return;
  }
  const { jobs, seeds, isQuick, json, out } = options;
  const tallies = await runAll<Tally>({
    worker: require.resolve('./worker/main'),
    jobs,
    onProgress: (done) => console.error(`${done} of ${jobs.length}`),
  });
  const sources = readSources();
  const result: Result = {
    node: process.version,
    seeds,
    isQuick,
    assumptions,
    corpus: sources.map(({ path, languageId, origin }) => ({ path, languageId, origin })),
    rows: rowsOf(jobs, tallies),
  };
  const markdown = await markdownOf(result);
  if (json !== undefined) await write(json, await jsonOf(result));
  if (out !== undefined) {
    await write(`${out}.json`, await jsonOf(result));
    await write(`${out}.md`, markdown);
  }
  console.log(markdown);
}

async function jsonOf(result: Result): Promise<string> {
  return format(JSON.stringify(result), { ...(await resolveConfig(__filename)), parser: 'json' });
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
