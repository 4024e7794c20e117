import * as l10n from '@vscode/l10n';
import { BoundedMap } from '../../model/async/boundedMap';
import { type Clock, timedOut, withTimeout } from '../../model/async/clock';
import { Emitter } from '../../model/async/event';
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
  /** Finds the decision; may reject, which counts as excluded. */
  readonly decide: (file: string) => Promise<ExclusionDecision>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The longest wait for a decision: nothing is sent meanwhile, and the next key ends the waiting. */
const timeoutMs = 3_000;

/** A decision is found again after this time, while it still holds. */
const freshForMs = 60_000;

/** Number of files with a cached decision. */
const maxFiles = 2_000;

interface CachedDecision {
  readonly decision: ExclusionDecision;
  at: number;
}

/** Remembers whether files are excluded. A file is excluded while that is not known, and where it cannot be found out. */
export class ExclusionCache {
  private readonly cached = new BoundedMap<string, CachedDecision>(maxFiles);
  private readonly pending = new Map<string, Promise<ExclusionDecision>>();
  /** Files that were reported as unknown after a wait. */
  private readonly overdue = new Set<string>();
  private readonly changed = new Emitter<void>();
  private hasFailed = false;

  /** Decisions may have changed: results from files' texts of before must not be used any more. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ExclusionCacheDeps) {}

  /** At once where it is known, else within three seconds. */
  decisionFor(file: string): ExclusionDecision | Promise<ExclusionDecision> {
    return this.lookUp(file) ?? this.withinTimeout(file, this.pending.get(file) ?? this.find(file));
  }

  /** The known decision; an unknown one is found for the next time. */
  knownDecision(file: string): ExclusionDecision | undefined {
    const decision = this.lookUp(file);
    if (!decision && !this.pending.has(file)) void this.find(file);
    return decision;
  }

  /** The rules have changed. */
  forget(): void {
    this.cached.clear();
    this.pending.clear();
    this.overdue.clear();
    this.changed.fire();
  }

  private lookUp(file: string): ExclusionDecision | undefined {
    const known = this.cached.get(file);
    if (known && this.deps.clock.monotonicMs() - known.at >= freshForMs) {
      known.at = this.deps.clock.monotonicMs();
      if (!this.pending.has(file)) void this.find(file);
    }
    return known?.decision;
  }

  private find(file: string): Promise<ExclusionDecision> {
    const finding: Promise<ExclusionDecision> = this.decide(file).then((decision) => {
      // A decision by older rules says nothing any more.
      if (this.pending.get(file) !== finding) {
        return this.cached.get(file)?.decision ?? this.pending.get(file) ?? this.find(file);
      }
      this.pending.delete(file);
      const before = this.cached.get(file)?.decision;
      this.cached.set(file, { decision, at: this.deps.clock.monotonicMs() });
      const isOther = before !== undefined && before.excluded !== decision.excluded;
      // A caller that waited in vain asks again only after the event.
      if (this.overdue.delete(file) || isOther) this.changed.fire();
      return decision;
    });
    this.pending.set(file, finding);
    return finding;
  }

  private async decide(file: string): Promise<ExclusionDecision> {
    try {
      return await this.deps.decide(file);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!this.hasFailed) {
        this.deps.log.warn(
          `Whether ${file} is excluded could not be found out, so completions leave it out, and others likewise: ${why}`,
        );
      }
      this.hasFailed = true;
      return { excluded: true, reason: 'unknown', rule: l10n.t('rules that could not be read') };
    }
  }

  private async withinTimeout(file: string, finding: Promise<ExclusionDecision>): Promise<ExclusionDecision> {
    const decision = await withTimeout(finding, timeoutMs, this.deps.clock);
    if (decision !== timedOut) return decision;
    this.overdue.add(file);
    return { excluded: true, reason: 'unknown', rule: l10n.t('rules that are not known yet') };
  }
}
