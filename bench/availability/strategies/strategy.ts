import type { Clock, Random } from '../../../src/engine/model/async/clock';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { ProviderId } from '../world/remote';
import type { SimulatedProvider } from '../provider/simulatedProvider';

/** A way to get an answer out of providers that fail. */
export interface Strategy {
  readonly id: string;
  readonly title: string;
  /** What it does, for the report. */
  readonly rules: string;
  start(surroundings: Surroundings): Ask;
}

export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  /** In failover order. */
  readonly providers: readonly SimulatedProvider[];
  /** The strategy passes over the provider from now on, until it thinks better of it. */
  readonly onTakenOut: (provider: SimulatedProvider) => void;
}

/** Resolves when the strategy has done what it can, or soon after the signal has aborted. Never rejects. */
export type Ask = (request: ChatRequest, signal: AbortSignal) => Promise<Answer>;

export interface Answer {
  /** What the user reads in the end. */
  readonly text: string;
  /** The strategy reported this as the whole answer. */
  readonly saysWhole: boolean;
  /** Whose words are the last of it. */
  readonly by?: ProviderId;
}
