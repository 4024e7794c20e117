import { abortReason } from '../../model/abortReason';
import { type Clock, sleep } from '../../model/clock';
import { Emitter } from '../../model/event';
import type { Log } from '../../model/log';

/** Whether a rule excludes a file; the rule completes the sentence "It is excluded by …". */
export type ExclusionDecision =
  | { readonly excluded: false }
  | {
      readonly excluded: true;
      readonly reason: 'secret-name' | 'ignored' | 'excluded' | 'unknown';
      readonly rule: string;
    };

export interface ExclusionCacheDeps {
  /** Finds out; may reject, which counts as excluded. */
  readonly judge: (file: string) => Promise<ExclusionDecision>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds that a verdict is waited for: nothing is sent meanwhile, and the next key ends the waiting. */
const patience = 3_000;

/** Milliseconds after which a verdict is looked at again, while it still holds. */
const freshFor = 60_000;

/** Files whose verdicts are kept; all are forgotten when there are more. */
const capacity = 2_000;

interface Known {
  readonly verdict: ExclusionDecision;
  at: number;
}

/** Remembers verdicts on files. What is not known yet, or could not be found out, is excluded. */
export class ExclusionCache {
  private readonly verdicts = new Map<string, Known>();
  private readonly pending = new Map<string, Promise<ExclusionDecision>>();
  /** Files that somebody was told of as unknown, after they had waited in vain. */
  private readonly overdue = new Set<string>();
  private readonly changed = new Emitter<void>();
  private hasFailed = false;

  /** Verdicts may be others now: what was made of files' texts before must not be used any more. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ExclusionCacheDeps) {}

  /** At once where it is known, else within three seconds. */
  verdict(file: string): ExclusionDecision | Promise<ExclusionDecision> {
    return this.look(file) ?? this.inTime(file, this.pending.get(file) ?? this.find(file));
  }

  /** What is known of a file; where nothing is, it is found out for the next time. */
  known(file: string): ExclusionDecision | undefined {
    const verdict = this.look(file);
    if (!verdict && !this.pending.has(file)) void this.find(file);
    return verdict;
  }

  /** The rules have changed. */
  forget(): void {
    this.verdicts.clear();
    this.pending.clear();
    this.overdue.clear();
    this.changed.fire();
  }

  private look(file: string): ExclusionDecision | undefined {
    const known = this.verdicts.get(file);
    if (known && this.deps.clock.monotonicMs() - known.at >= freshFor) {
      known.at = this.deps.clock.monotonicMs();
      if (!this.pending.has(file)) void this.find(file);
    }
    return known?.verdict;
  }

  private find(file: string): Promise<ExclusionDecision> {
    const finding: Promise<ExclusionDecision> = this.judged(file).then((verdict) => {
      // What was asked under older rules says nothing any more.
      if (this.pending.get(file) !== finding) {
        return this.verdicts.get(file)?.verdict ?? this.pending.get(file) ?? this.find(file);
      }
      this.pending.delete(file);
      const before = this.verdicts.get(file)?.verdict;
      if (this.verdicts.size >= capacity) this.verdicts.clear();
      this.verdicts.set(file, { verdict, at: this.deps.clock.monotonicMs() });
      const isOther = before !== undefined && before.excluded !== verdict.excluded;
      // Who waited in vain asks again only when told.
      if (this.overdue.delete(file) || isOther) this.changed.fire();
      return verdict;
    });
    this.pending.set(file, finding);
    return finding;
  }

  private async judged(file: string): Promise<ExclusionDecision> {
    try {
      return await this.deps.judge(file);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!this.hasFailed) {
        this.deps.log.warn(
          `Whether ${file} is excluded could not be found out, so completions leave it out, and others likewise: ${why}`,
        );
      }
      this.hasFailed = true;
      return { excluded: true, reason: 'unknown', rule: 'rules that could not be read' };
    }
  }

  private async inTime(file: string, finding: Promise<ExclusionDecision>): Promise<ExclusionDecision> {
    const done = new AbortController();
    const late = sleep(this.deps.clock, patience, done.signal).then((): ExclusionDecision => {
      if (!done.signal.aborted) this.overdue.add(file);
      return { excluded: true, reason: 'unknown', rule: 'rules that are not known yet' };
    });
    try {
      return await Promise.race([finding, late]);
    } finally {
      done.abort(abortReason);
    }
  }
}
