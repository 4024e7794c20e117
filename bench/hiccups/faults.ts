import type { Failure } from '../../src/engine/model/failure/failure';
import { broken, refusals } from '../availability/provider/refusals';
import type { Draws } from '../simulation/draws';

/** How the first provider fails. Times in milliseconds. */
export interface Fault {
  readonly title: string;
  /** Share of the answer that comes before it. */
  readonly strikesAfter: (draws: Draws) => number;
  readonly failure: (draws: Draws) => Failure;
}

const before = (): number => 0;
const middle = (draws: Draws): number => draws.between(0.1, 0.9);

export const faults: readonly Fault[] = [
  { title: '500', strikesAfter: before, failure: () => refusals.server },
  { title: '529 overloaded', strikesAfter: before, failure: () => refusals.overloaded },
  { title: 'reset before the first word', strikesAfter: before, failure: () => refusals.reset },
  { title: 'cut in mid-answer', strikesAfter: middle, failure: () => broken.reset },
  { title: 'error event in mid-answer', strikesAfter: middle, failure: () => broken['error-event'] },
  ...[1_000, 2_000, 3_000].map((retryAfterMs) => ({
    title: `429 with Retry-After ${retryAfterMs / 1_000} s`,
    strikesAfter: before,
    failure: () => ({ ...refusals.rateLimited, retryAfterMs }),
  })),
];

/** How likely the first provider is to be well at the second try. */
export const shares = [1, 0.5, 0] as const;
