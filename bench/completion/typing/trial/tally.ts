/** What happened while one policy helped to write one or more files. Times in milliseconds. */
export interface Tally {
  /** Keys pressed, those that take a suggestion or correct a slip included. */
  keys: number;
  /** Characters that were missing at the beginning. */
  written: number;
  accepted: number;
  acceptedCharacters: number;
  shown: number;
  /** In view while the user typed in agreement, and then another text, or part of it gone. */
  replaced: number;
  /** The same, and then nothing. */
  vanished: number;
  stale: number;
  doubled: number;
  requests: number;
  inputTokens: number;
  outputTokens: number;
  /** Pauses over 300 ms after a change of the text, as long as they are without any reading. */
  pauses: number;
  /** A suggestion was in view by their end. */
  pausesShown: number;
  /** One that begins right. */
  pausesRight: number;
  /** From the last key to ghost text, for pauses that show it. */
  readonly shownAfter: number[];
  /** The same for all, with the whole length of a pause that shows none. */
  readonly waited: number[];
  /** Some of what was stale or doubled, for whoever looks for the reason. */
  readonly examples: string[];
  /** From the first key to the last, reading included. */
  duration: number;
}

export function emptyTally(): Tally {
  return {
    keys: 0,
    written: 0,
    accepted: 0,
    acceptedCharacters: 0,
    shown: 0,
    replaced: 0,
    vanished: 0,
    stale: 0,
    doubled: 0,
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    pauses: 0,
    pausesShown: 0,
    pausesRight: 0,
    shownAfter: [],
    waited: [],
    examples: [],
    duration: 0,
  };
}
