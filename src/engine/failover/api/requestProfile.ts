import type { Lane } from './routeHealth';

/**
 * What the engine may do for a request, and how long the request may take. Another kind of request is another value of this
 * type: the engine reads the properties and knows no kinds.
 */
export interface RequestProfile {
  /** As the log and the list of recent requests name it. */
  readonly name: string;
  /** Decides which route of a link is asked, and which response times and health records count. */
  readonly lane: Lane;
  readonly deadlines: DeadlineBounds;
  /** Attempts of one request. */
  readonly maxAttempts: number;
  /** A local route may be asked beyond `maxAttempts`, as the last resort. */
  readonly localBeyondMax: boolean;
  /** A missing consent is asked for; where false, the route is not asked. */
  readonly mayAskUser: boolean;
  /** Whether a second route may start when the first is late: in any case, or where the user's policy has chosen it. */
  readonly hedges: 'always' | 'by-policy';
  /** A loaded local model is the second route of choice: it may race the first, and it starts sooner than another hedge. */
  readonly hedgesWithLocal: boolean;
  /** A route that failed in passing, and was well before, is asked again before the next route is. */
  readonly mayRetryInPlace: boolean;
  /** A route that failed in passing is asked again when no other is left. */
  readonly mayRetry: boolean;
  /** A route that was left for its silence is asked again, with all the time there is, when the others failed. */
  readonly mayComeBack: boolean;
  /** How many routes are asked in spite of their health when all are down. */
  readonly panics: 'one' | 'all';
  /**
   * Where a route goes that may be back after an outage. `in-place`: it keeps the user's order and is asked together with
   * one that serves. `last`: it comes after all others, and is only probed in parallel.
   */
  readonly doubtfulRoutes: 'in-place' | 'last';
  readonly probes: ProbeRules;
  /** An answer that ends by itself without content is one. */
  readonly mayBeEmpty: boolean;
  /** The reader may stop at any time: an answer with content that is left counts as served. */
  readonly isServedWhenLeft: boolean;
  /** Requests under way are counted for each route. */
  readonly countsInFlight: boolean;
  /** What is usual for a route is learned from the gaps in the text of its answers. */
  readonly learnsGaps: boolean;
  /** A first route that lost a race is read on where it is later than usual, to learn whether it is dead. */
  readonly followsLateLosers: boolean;
  /** The user's `completionsFirst` goes before the order of the chain. */
  readonly usesCompletionsFirst: boolean;
  /** There are many of them: in the list of recent requests they leave room for others. */
  readonly isFrequent: boolean;
}

/** When a route that may be back is asked in parallel, only to learn whether it is. */
export interface ProbeRules {
  /** With which attempts of a request. */
  readonly with: 'first-attempt' | 'every-attempt';
  /** Also while this machine seems to be offline. */
  readonly whileOffline: boolean;
  /** The probe has the deadlines of the last route: its answer is used when all others fail. */
  readonly isLast: boolean;
}

/** All in milliseconds. */
export interface DeadlineBounds {
  /** From the start until the request leaves; `last` where no other route is left. */
  readonly preparationMs: { readonly usual: number; readonly last: number };
  readonly hosted: AnswerBounds;
  /** Of a hosted model that thinks before it answers. */
  readonly reasoning: AnswerBounds;
  /** Of a server that loads its model when asked. */
  readonly loadedOnDemand: AnswerBounds;
  /** The whole request's time for its first content, over all its attempts. */
  readonly requestTimeoutMs: number;
  /** Kept for the last candidate, so that slow ones before it cannot use up its time. */
  readonly reservedForLastMs: number;
}

export interface AnswerBounds {
  readonly firstContentMs: {
    /** What is learned stays between `floor` and `longest`. */
    readonly floor: number;
    /** While nothing is known of the route. */
    readonly initial: number;
    readonly longest: number;
    /** Where no other route is left. */
    readonly last: number;
  };
  /** Added to the time to first content: a model reads the whole request before its first word. */
  readonly readingMsPerThousandTokens: number;
  /** Without a single byte, once content has begun. */
  readonly silenceMs: number;
  /**
   * Silence in the text, which is learned from the route's gaps, while nothing is known of them; undefined where nothing is
   * learned and `silenceMs` holds.
   */
  readonly silenceInTextMs: number | undefined;
  /** Without content, however many bytes come. */
  readonly progressMs: number;
}

const completionBounds: AnswerBounds = {
  firstContentMs: { floor: 600, initial: 1_500, longest: 1_500, last: 2_500 },
  // Its requests are short, and late is as bad as never.
  readingMsPerThousandTokens: 0,
  silenceMs: 1_500,
  silenceInTextMs: undefined,
  progressMs: 2_500,
};

/** A question that the user asked and waits for. */
export const chatProfile: RequestProfile = {
  name: 'chat',
  lane: 'chat',
  deadlines: {
    // A locked keyring asks its owner for a password first.
    preparationMs: { usual: 30_000, last: 30_000 },
    hosted: {
      firstContentMs: { floor: 3_000, initial: 7_500, longest: 10_000, last: 45_000 },
      readingMsPerThousandTokens: 100,
      silenceMs: 15_000,
      silenceInTextMs: 5_000,
      progressMs: 60_000,
    },
    reasoning: {
      firstContentMs: { floor: 30_000, initial: 60_000, longest: 60_000, last: 180_000 },
      readingMsPerThousandTokens: 100,
      silenceMs: 60_000,
      silenceInTextMs: 60_000,
      progressMs: 300_000,
    },
    // The server sends no headers until the model is loaded, and giving up would abort the load.
    loadedOnDemand: {
      firstContentMs: { floor: 10_000, initial: 60_000, longest: 60_000, last: 120_000 },
      readingMsPerThousandTokens: 2_000,
      silenceMs: 30_000,
      // A busy machine may hold up its own model at any time.
      silenceInTextMs: undefined,
      progressMs: 120_000,
    },
    requestTimeoutMs: 240_000,
    reservedForLastMs: 45_000,
  },
  maxAttempts: 4,
  localBeyondMax: true,
  mayAskUser: true,
  hedges: 'by-policy',
  hedgesWithLocal: false,
  mayRetryInPlace: true,
  mayRetry: true,
  mayComeBack: true,
  panics: 'all',
  doubtfulRoutes: 'in-place',
  // In the middle of a request the user waits already.
  probes: { with: 'first-attempt', whileOffline: false, isLast: false },
  mayBeEmpty: false,
  isServedWhenLeft: false,
  countsInFlight: false,
  learnsGaps: true,
  followsLateLosers: false,
  usesCompletionsFirst: false,
  isFrequent: false,
};

/** New text for a part of a file. The user waits at the place, so that less silence is borne than in a chat. */
export const editProfile: RequestProfile = {
  ...chatProfile,
  name: 'edit',
  deadlines: {
    ...chatProfile.deadlines,
    hosted: {
      ...chatProfile.deadlines.hosted,
      firstContentMs: { floor: 2_000, initial: 7_000, longest: 7_000, last: 45_000 },
      silenceMs: 10_000,
      progressMs: 30_000,
    },
  },
};

/** A small question of ours beside the user's: one try, and the user is not bothered with it. */
export const utilityProfile: RequestProfile = {
  ...chatProfile,
  name: 'utility',
  maxAttempts: 1,
  localBeyondMax: false,
  mayAskUser: false,
  mayRetryInPlace: false,
  mayRetry: false,
  mayComeBack: false,
  isFrequent: true,
};

/** Text at the cursor, asked for while the user types. */
export const completionProfile: RequestProfile = {
  name: 'completion',
  lane: 'completion',
  deadlines: {
    // Where no other route is left, nothing is gained by giving up.
    preparationMs: { usual: 5_000, last: 30_000 },
    hosted: completionBounds,
    reasoning: completionBounds,
    loadedOnDemand: completionBounds,
    requestTimeoutMs: 3_000,
    reservedForLastMs: 1_000,
  },
  maxAttempts: 2,
  localBeyondMax: false,
  mayAskUser: false,
  hedges: 'always',
  hedgesWithLocal: true,
  mayRetryInPlace: false,
  mayRetry: false,
  mayComeBack: false,
  panics: 'one',
  doubtfulRoutes: 'last',
  probes: { with: 'every-attempt', whileOffline: true, isLast: true },
  mayBeEmpty: true,
  isServedWhenLeft: true,
  countsInFlight: true,
  learnsGaps: false,
  followsLateLosers: true,
  usesCompletionsFirst: true,
  isFrequent: true,
};
