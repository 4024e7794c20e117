/**
 * How a run ends, for programs. The numbers are a contract: docs/command-line.md names them, and none is ever given another
 * meaning. A signal ends it with 128 and its number.
 */
export const exitCodes = {
  answered: 0,
  /** None of the others: the answer is not whole, nobody reads the output, the disk is full, a defect of ours. */
  failed: 1,
  usage: 2,
  /** With `--strict`: whole, but not by the model that was asked first. */
  fallback: 3,
  /** The same may go well later, without anybody's doing. */
  'try-later': 4,
  /** A key, a consent, a budget, a setting. */
  'needs-person': 5,
  /** By the boundary of the user, or by what a provider does not answer. */
  refused: 6,
  /** With `--schema`: answered, but with nothing that is valid. */
  invalid: 7,
} as const;

export type EndingKind = keyof typeof exitCodes | 'interrupted';

/** How a run ended. */
export interface Ending {
  readonly kind: EndingKind;
  readonly exitCode: number;
  /** For a person, a sentence or more; absent where there is nothing to say. */
  readonly message?: string;
  /** Seconds until it may go well. */
  readonly retryAfterSeconds?: number;
  /** More of it, for programs. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export function ending(kind: keyof typeof exitCodes, message?: string, more: Partial<Ending> = {}): Ending {
  return { kind, exitCode: exitCodes[kind], ...(message === undefined ? {} : { message }), ...more };
}

/** Thrown where a run cannot go on. */
export class Ended extends Error {
  override readonly name = 'Ended';

  constructor(readonly ending: Ending) {
    super(ending.message);
  }
}

/** The command line or a file that it names is wrong. */
export function usageProblem(message: string): Ended {
  return new Ended(ending('usage', message));
}
