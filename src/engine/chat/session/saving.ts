import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import { errorSummary } from '../../model/text/errorSummary';
import type { Log } from '../../model/log';
import { StoreProblem } from '../../storage/storeProblem';

/** Milliseconds; a disk is seldom full for less. */
const retryDelayMs = 10_000;

export interface SavingDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Shows the user one sentence or more about what may be lost. */
  readonly warn: (message: string) => void;
}

/** Knows whether conversations can be saved. What failed is tried again after a while. */
export class Saving implements Disposable {
  private failure: StoreProblem | undefined;
  private timer: unknown;

  /** `retry`: saves all that is not saved; `onChange`: `problem` is another. */
  constructor(
    private readonly deps: SavingDeps,
    private readonly retry: () => void,
    private readonly onChange: () => void,
  ) {}

  /** Why nothing is saved, for the user; empty where all is. */
  get problem(): string {
    return this.failure?.message ?? '';
  }

  /** False where the step failed for the store's sake. */
  attempt(step: () => void): boolean {
    try {
      step();
    } catch (error) {
      if (!(error instanceof StoreProblem)) throw error;
      this.failed(error);
      return false;
    }
    if (this.failure) {
      this.failure = undefined;
      this.onChange();
    }
    return true;
  }

  /** The same for a step that only reads: its success says nothing about saving. */
  reading(step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      if (!(error instanceof StoreProblem)) throw error;
      this.failed(error);
      return false;
    }
  }

  /** Told once until a step succeeds. */
  failed(problem: StoreProblem): void {
    const isNew = this.failure?.kind !== problem.kind;
    this.failure = problem;
    this.timer ??= this.deps.clock.setTimeout(() => {
      this.timer = undefined;
      this.retry();
    }, retryDelayMs);
    if (!isNew) return;
    this.deps.log.warn(`The chat could not be saved: ${problem.kind} (${errorSummary(problem.cause ?? problem)})`);
    this.deps.warn(problem.message);
    this.onChange();
  }

  dispose(): void {
    this.deps.clock.clearTimeout(this.timer);
  }
}
