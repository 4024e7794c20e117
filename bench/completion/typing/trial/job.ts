import { backEnds } from '../model/backEnds';
import type { Strength } from '../model/oracle';
import { policies } from '../policies';
import { readSources } from '../file/source';
import type { Tally } from './tally';
import { tallyOf } from './trial';

/** One policy, one host, one strength of the model, one seed: plain data. */
export interface Job {
  readonly policy: string;
  readonly backEnd: string;
  readonly strength: Strength;
  readonly seed: number;
  /** Every third file only. */
  readonly isQuick: boolean;
}

const sources = readSources();

export function run({ policy, backEnd, strength, seed, isQuick }: Job): Promise<Tally> {
  const own = policies.find(({ id }) => id === policy);
  const speed = backEnds.find(({ id }) => id === backEnd);
  if (!own || !speed) throw new Error(`There is no ${own ? backEnd : policy}.`);
  const files = isQuick ? sources.filter(({ index }) => index % 3 === 0) : sources;
  return tallyOf(own, files, speed, strength, seed);
}
