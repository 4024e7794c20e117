import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runAll } from '../../workers/pool';
import { fetchPackage } from './corpus/fetch';
import { tools } from './corpus/tools';
import type { Package } from './corpus/package';
import { corpus } from './corpus/source';
import { infillingJobs } from './infilling';
import type { Job, Outcome } from './job';
import { type Options, readOptions, usage } from './options';
import { casesOf, markdownOf } from './report';
import { resultOf } from './result';

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    console.log(usage);
    return;
  }
  const { jobs, skipped } = await prepare(options);
  const outcomes = await runAll<Outcome>({
    worker: require.resolve('./worker/main'),
    jobs,
    onProgress: (done) => console.error(`${done} of ${jobs.length}`),
  });
  const result = resultOf(options, outcomes, skipped);
  const markdown = await markdownOf(result);
  if (options.out !== undefined) {
    await write(`${options.out}.md`, markdown);
    const json = { ...(await resolveConfig(__filename)), parser: 'json' } as const;
    await write(`${options.out}.json`, await format(JSON.stringify(result), json));
  }
  console.log(casesOf(outcomes, options));
  console.log(markdown);
}

/** Fetches what is needed, and leaves out what cannot be had. */
async function prepare(
  options: Options,
): Promise<{ readonly jobs: readonly Job[]; readonly skipped: readonly string[] }> {
  const { languages, seed, lines, models, kinds, withPeers } = options;
  const isWanted = (languageId: string): boolean => languages === undefined || languages.includes(languageId);
  const wanted = corpus.filter(({ files }) => files.some(({ languageId }) => isWanted(languageId)));
  for (const tool of tools) await fetchPackage(tool);
  const skipped: string[] = [];
  const there: Package[] = [];
  for (const each of wanted) {
    try {
      await fetchPackage(each);
      there.push(each);
    } catch (error) {
      skipped.push(`${each.name} ${each.version}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const files = there.flatMap((each) =>
    each.files
      .filter(({ languageId }) => isWanted(languageId))
      .map(({ path }): Job => ({
        set: 'files',
        package: each.name,
        version: each.version,
        path,
        seed,
        lines,
        models,
        kinds,
        withPeers,
      })),
  );
  if (!options.withInfilling || !isWanted('python')) return { jobs: files, skipped };
  const infilling = infillingJobs({ seed, withPeers });
  if (typeof infilling === 'string') return { jobs: files, skipped: [...skipped, infilling] };
  return { jobs: [...files, ...infilling], skipped };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
