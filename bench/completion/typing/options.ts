import { parseArgs } from 'node:util';
import { backEnds } from './model/backEnds';
import type { Job } from './trial/job';
import { type Strength, strengths } from './model/oracle';
import { none, policies } from './policies';

export const usage = `Usage: npm run bench:typing [-- options]

  --seed N           first seed (1)
  --seeds N          how many seeds (1)
  --only A,B         policies: ${policies.map(({ id }) => id).join(', ')}
  --backend A,B      hosts: ${backEnds.map(({ id }) => id).join(', ')}
  --strength A,B     of the model: ${Object.keys(strengths).join(', ')}
  --quick            one seed, one host (fim), a model of middle strength, every third file
  --json PATH        write the result as JSON, with examples of what was stale or doubled
  --out PATH         write PATH.json and PATH.md`;

export interface Options {
  readonly jobs: readonly Job[];
  readonly seeds: readonly number[];
  readonly isQuick: boolean;
  readonly json?: string;
  readonly out?: string;
}

/** What to run. Throws with the usage when something is not known; undefined when only the usage is wanted. */
export function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      only: { type: 'string' },
      backend: { type: 'string' },
      strength: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const first = numberIn(values.seed);
  const count = numberIn(values.seeds);
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const ids = policies.map(({ id }) => id);
  const chosen = new Set([...listIn(values.only, ids), none.id]);
  const hosts = listIn(
    values.backend ?? (values.quick ? 'fim' : undefined),
    backEnds.map(({ id }) => id),
  );
  const levels = listIn(values.strength, Object.keys(strengths)) as Strength[];
  const places = hosts.flatMap((backEnd) =>
    levels
      // The strength of the model is varied at one host, the host with a model of middle strength.
      .filter(
        (strength) => values.strength !== undefined || strength === 'middle' || (backEnd === 'fim' && !values.quick),
      )
      .map((strength) => ({ backEnd, strength })),
  );
  const jobs = places.flatMap((place) =>
    ids
      .filter((id) => chosen.has(id))
      .flatMap((policy) => seeds.map((seed) => ({ ...place, policy, seed, isQuick: values.quick }))),
  );
  return { jobs, seeds, isQuick: values.quick, json: values.json, out: values.out };
}

function listIn(text: string | undefined, known: readonly string[]): readonly string[] {
  const list = text?.split(',') ?? known;
  const strange = list.find((each) => !known.includes(each));
  if (strange !== undefined) throw new Error(`"${strange}" is not known.\n\n${usage}`);
  return list;
}

function numberIn(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`"${text}" is not a whole number from 1.\n\n${usage}`);
  return number;
}
