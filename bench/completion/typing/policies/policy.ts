import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';
import type { Clock } from '../../../../src/engine/model/async/clock';
import type { BackEnd } from '../model/backEnd';
import type { Moment } from '../file/document';

/** What a policy may use: time, and the one host it asks. */
export interface Surroundings {
  readonly clock: Clock;
  readonly backEnd: BackEnd;
}

/** One extension at work in one window. */
export interface Assistant {
  /** As VS Code calls an inline completion provider. The signal aborts when the document has changed. */
  provide(moment: Moment, signal: AbortSignal): Promise<Suggestion | undefined>;
  /** A key was pressed; the document has it already. `written`: what it added, empty where it deleted. */
  typed?(moment: Moment, written: string): void;
  /** The suggestion has come into view. */
  shown?(moment: Moment, suggestion: Suggestion): void;
  /** The suggestion was taken as a whole; the document has it already. */
  accepted?(moment: Moment): void;
}

/** When to ask and what to keep. */
export interface Policy {
  readonly id: string;
  readonly title: string;
  /** The rules in words, with where they are written. */
  readonly rules: string;
  /** VS Code keeps the suggestion in view while the user types along (`enableForwardStability`, a proposed API). */
  readonly forwardStable: boolean;
  create(surroundings: Surroundings): Assistant;
}
