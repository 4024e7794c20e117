import type { PlaceKind } from './place';
import type { Verdict } from './verdict';

/** The sets of openai/human-eval-infilling that are asked about. */
export type InfillingSet = 'single line' | 'block';

/** One file of the corpus, or some holes of an infilling set: plain data. */
export interface Job {
  readonly set: 'files' | InfillingSet;
  readonly package: string;
  readonly version: string;
  readonly path: string;
  readonly seed: number;
  /** Of a file that are asked about; the first hole of a set. */
  readonly lines: number;
  readonly models: readonly string[];
  readonly kinds: readonly PlaceKind[];
  readonly withPeers: boolean;
}

/** How often a verdict was given, by model, whose rules and kind of place. */
export interface Count {
  readonly languageId: string;
  readonly model: string;
  readonly rules: string;
  readonly kind: PlaceKind;
  readonly verdict: Verdict;
  count: number;
}

/** An answer that did not come out right, for people to look at. */
export interface Case {
  readonly file: string;
  readonly languageId: string;
  readonly line: number;
  readonly kind: PlaceKind;
  readonly model: string;
  readonly verdict: Verdict;
  /** Some lines around the cursor, at `█`. */
  readonly around: string;
  readonly raw: string;
  /** What was shown, between `⟦` and `⟧`, in its place. */
  readonly shown: string;
  readonly meant: string;
}

export interface Outcome {
  readonly set: Job['set'];
  readonly places: number;
  readonly counts: readonly Count[];
  readonly cases: readonly Case[];
}
