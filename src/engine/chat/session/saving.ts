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
  /** Steps under way: one may hold others. */
  private depth = 0;
  /** The last step that saves, of those under way, succeeded. */
  private hasSaved = false;

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
    return this.run(() => {
      step();
      this.hasSaved = true;
    });
  }

  /** The same for a step that only reads, or holds others: its success says nothing about saving. */
  reading(step: () => void): boolean {
    return this.run(step);
  }

  /** What was written within another step is saved only when that one has ended: a full disk may show at its very end. */
  private run(step: () => void): boolean {
    if (this.depth === 0) this.hasSaved = false;
    this.depth += 1;
    try {
      step();
    } catch (error) {
      if (!(error instanceof StoreProblem)) throw error;
      this.failed(error);
      return false;
    } finally {
      this.depth -= 1;
    }
    if (this.depth === 0 && this.hasSaved && this.failure) {
      this.failure = undefined;
      this.onChange();
    }
    return true;
  }

  /** Told once until a step succeeds. */
  failed(problem: StoreProblem): void {
    const isNew = this.failure?.kind !== problem.kind;
    this.failure = problem;
    this.hasSaved = false;
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
