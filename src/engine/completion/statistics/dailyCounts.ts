import type { Event } from '../../model/async/event';

/** So many of something on a day, in a language, of a route. */
export interface CountOfDay {
  /** As `2026-11-26`, in the time zone of the machine. */
  readonly day: string;
  readonly language: string;
  readonly route: string;
  /** A `Counter` or a `TimeSpan`. */
  readonly name: string;
  readonly count: number;
}

/** What is written: a count, or that all before it are forgotten. */
export type CountRecord = CountOfDay | 'reset';

/** The counts of all windows. Nothing here throws or waits. */
export interface DailyCounts {
  /** Another window has forgotten all counts. */
  readonly onDidReset: Event<void>;
  add(count: CountOfDay): void;
  /** Those of the days, both included; of one kind there may be several, which count together. */
  between(first: string, last: string): readonly CountOfDay[];
  /** Forgets all counts, in every window. */
  reset(): void;
}
