import { corpus } from './corpus/source';
import type { Count, Outcome } from './job';
import type { Options } from './options';
import { type Verdict, verdicts } from './verdict';

/** Shares of the verdicts over some answers. */
export type Shares = Readonly<Record<Verdict, number>> & { readonly answers: number };

export interface CorpusRow {
  readonly languageId: string;
  readonly file: string;
  readonly package: string;
  readonly licence: string;
}

/** The whole of a run: plain data. */
export interface Result {
  readonly node: string;
  readonly seed: number;
  readonly lines: number;
  readonly places: number;
  readonly files: readonly Count[];
  readonly infilling: readonly { readonly set: string; readonly holes: number; readonly counts: readonly Count[] }[];
  readonly corpus: readonly CorpusRow[];
  /** What could not be had, and why. */
  readonly skipped: readonly string[];
}

export function resultOf(options: Options, outcomes: readonly Outcome[], skipped: readonly string[]): Result {
  const files = outcomes.filter(({ set }) => set === 'files');
  const sets = [...new Set(outcomes.map(({ set }) => set))].filter((set) => set !== 'files');
  const languages = new Set(files.flatMap(({ counts }) => counts.map(({ languageId }) => languageId)));
  return {
    node: process.version,
    seed: options.seed,
    lines: options.lines,
    places: sum(files.map(({ places }) => places)),
    files: added(files.flatMap(({ counts }) => counts)),
    infilling: sets.map((set) => {
      const own = outcomes.filter((outcome) => outcome.set === set);
      return { set, holes: sum(own.map(({ places }) => places)), counts: added(own.flatMap(({ counts }) => counts)) };
    }),
    corpus: corpus
      .flatMap(({ registry, name, version, licence, files: own }) =>
        own.map(({ path, languageId }) => ({
          languageId,
          file: path,
          package: `${name} ${version}${registry === 'debian' ? ' (Debian)' : ''}`,
          licence,
        })),
      )
      .filter(({ languageId }) => languages.has(languageId)),
    skipped,
  };
}

export function sharesOf(counts: readonly Count[]): Shares {
  const answers = sum(counts.map(({ count }) => count));
  const share = (verdict: Verdict): number =>
    sum(counts.filter((each) => each.verdict === verdict).map(({ count }) => count)) / Math.max(1, answers);
  return {
    answers,
    ...(Object.fromEntries(verdicts.map((verdict) => [verdict, share(verdict)])) as Record<Verdict, number>),
  };
}

/** The same of several files in one. */
function added(counts: readonly Count[]): readonly Count[] {
  const all = new Map<string, Count>();
  for (const each of counts) {
    const { languageId, model, rules, kind, verdict } = each;
    const key = [languageId, model, rules, kind, verdict].join(' ');
    const known = all.get(key);
    if (known) known.count += each.count;
    else all.set(key, { ...each });
  }
  return [...all.values()];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
