import * as fc from 'fast-check';
import type { AttemptRecord } from '../../../src/engine/failover/api/answer';
import { Life } from '../support/life';
import type { Request } from '../support/lifeRecords';
import { type Bias, type Word, type World, worlds } from '../support/world';

/** Each law has worlds of its own; together they are most of the 10,000 that the layer runs. */
const numRuns = 200;

/** Whatever happens in a world, the law holds. */
export function always(
  law: (life: Life, world: World) => void,
  drawnFrom: fc.Arbitrary<World> = worlds(),
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(drawnFrom, async (drawn) => law(await new Life(drawn).live(), drawn)),
    { numRuns },
  );
}

export function attemptsOf({ events }: Request): readonly AttemptRecord[] | undefined {
  const last = events.at(-1);
  if (last?.type === 'failed') return last.failure.attempts;
  return last?.type === 'done' || last?.type === 'cancelled' ? last.attempts : undefined;
}

export const agreed = { word: fc.constant<Word>('chosen before') };
/** All are known to be fast, and now are not. */
export const hedging: Bias = {
  policy: { hedgeChat: fc.constant(true), boundary: fc.constant('any') },
  member: { known: fc.constant(200), ...agreed },
  behaviour: { first: fc.integer({ min: 0, max: 9_000 }) },
};
