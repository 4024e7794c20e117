import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../../../tools/vscode/folders';
import type { InfillingSet, Job } from './job';
import type { Place } from './place';

/** openai/human-eval-infilling, MIT; it is not among the packages of any registry, so that it must be there already. */
const folder = process.env['EVERPAIR_INFILLING'] ?? path.join(root, '../shared/foreign/infilling');

const sets: Record<InfillingSet, string> = {
  'single line': 'SingleLineInfilling.jsonl.gz',
  block: 'MultiLineInfilling.jsonl.gz',
};

/** Holes of one job, so that two processes have about the same to do. */
const perJob = 1_000;

/** Both sets in pieces, or why there is none. */
export function infillingJobs(options: Pick<Job, 'seed' | 'withPeers'>): readonly Job[] | string {
  if (!existsSync(folder))
    return `The infilling sets are not at ${folder}; EVERPAIR_INFILLING can name another folder.`;
  return (Object.keys(sets) as InfillingSet[]).flatMap((set) =>
    Array.from({ length: Math.ceil(readHoles(set).length / perJob) }, (_, index) => ({
      set,
      package: '',
      version: '',
      path: '',
      lines: index * perJob,
      models: ['perfect', 'eager'],
      kinds: ['margin' as const],
      ...options,
    })),
  );
}

/** Some of the holes of a set, from the `from`th. */
export function infillingPlaces(set: InfillingSet, from: number): readonly Place[] {
  return readHoles(set)
    .slice(from, from + perJob)
    .map(({ task_id: id, prompt, suffix, canonical_solution: solution }) => ({
      kind: 'margin',
      path: id,
      languageId: 'python',
      line: prompt.split('\n').length,
      prefix: prompt,
      // The hole is an empty line of the editor, which has its end already.
      truth: solution.replace(/\n$/, ''),
      standing: [],
      after: solution.endsWith('\n') ? `\n${suffix}` : suffix,
      indentation: { insertSpaces: true, size: 4 },
      isProse: false,
      hasText: false,
    }));
}

interface Hole {
  readonly task_id: string;
  readonly prompt: string;
  readonly suffix: string;
  readonly canonical_solution: string;
}

function readHoles(set: InfillingSet): readonly Hole[] {
  const text = gunzipSync(readFileSync(path.join(folder, sets[set]))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Hole);
}
