import { backEnds } from './backEnds';
import type { Strength } from './oracle';
import { policies } from './policies';
import type { Source } from './source';
import type { Tally } from './tally';
import { tallyOf } from './trial';

/** One policy, one host, one strength of the model, one seed: plain data. */
export interface Job {
  readonly policy: string;
  readonly backEnd: string;
  readonly strength: Strength;
  readonly seed: number;
}

export function run({ policy, backEnd, strength, seed }: Job, sources: readonly Source[]): Promise<Tally> {
  const own = policies.find(({ id }) => id === policy);
  const speed = backEnds.find(({ id }) => id === backEnd);
  if (!own || !speed) throw new Error(`There is no ${own ? backEnd : policy}.`);
  return tallyOf(own, sources, speed, strength, seed);
}
