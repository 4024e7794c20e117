import type { Route } from '../../model/route/route';
import type { AnswerBounds, RequestProfile } from '../api/requestProfile';
import type { KnownTimes } from '../health/latency';

/** How long an attempt may stay silent, by the kind of silence, in milliseconds. */
export interface Deadlines {
  /** From the start until the request leaves: a client to load, a key to read. The provider has no part in it. */
  readonly preparationMs: number;
  /** From when the request leaves to the response's status line. */
  readonly headersMs: number;
  /** Time to first token: from when the request leaves to the first content. */
  readonly firstContentMs: number;
  /** Without a single byte, keep-alives included, once content has begun. */
  readonly silenceMs: number;
  /** The same while text comes: neither thinking nor the call of a tool accounts for it. */
  readonly silenceInTextMs: number;
  /** Without content, however many keep-alives come. */
  readonly progressMs: number;
}

export interface DeadlineInput {
  readonly profile: Pick<RequestProfile, 'deadlines'>;
  readonly route: Route;
  /** The route's own times to first content. */
  readonly firstContent: KnownTimes;
  /** The longest gaps in the text of the route's answers; undefined where they mean nothing for this request. */
  readonly gaps?: KnownTimes;
  /** Asked in parallel with a route that serves: its result is needed soon, and no user waits for its answer. */
  readonly isProbe?: boolean;
  /** No other route is left: better late than never. */
  readonly last: boolean;
  /** Estimated tokens of the whole request. */
  readonly inputTokens: number;
  /** Milliseconds the request may still wait for its first content. */
  readonly remainingMs: number;
}

/**
 * Anthropic and OpenAI begin a stream long before a model has thought: a stream that has not begun within this time is not
 * thinking. Other hosts may send nothing until the first word.
 */
const vendorHeadersMs = 15_000;

/** The wait is this many times the route's usual worst, so that a slow day is no outage. */
const learnedFactor = 3;

/** Chosen by test/properties/failover/stalls.test.ts: a smaller factor leaves healthy answers, a larger one leaves stalls late. */
const gapFactor = 1.3;
/** Quick hosts pause as long as this now and then: measured in the same test. */
const shortestSilenceMs = 2_000;

/** Deadlines of one attempt: learned from the route's own latency within the bounds of the profile. Pure. */
export function deadlinesOf(input: DeadlineInput): Deadlines {
  const bounds = boundsOf(input);
  const { preparationMs } = input.profile.deadlines;
  const { last, ...times } = bounds.firstContentMs;
  const boundMs = input.last ? last : learnedMs(input.firstContent, learnedFactor, times);
  // The times that are known are mostly of short requests.
  const readingMs = Math.floor(input.inputTokens / 1_000) * bounds.readingMsPerThousandTokens;
  const firstContentMs = Math.max(1, Math.min(boundMs + readingMs, input.remainingMs));
  return {
    preparationMs: input.last ? preparationMs.last : preparationMs.usual,
    headersMs:
      input.route.server?.headersBeforeThinking && !input.last
        ? Math.min(firstContentMs, vendorHeadersMs + readingMs)
        : firstContentMs,
    firstContentMs,
    silenceMs: bounds.silenceMs,
    silenceInTextMs: silenceInText(input, bounds),
    progressMs: bounds.progressMs,
  };
}

/** Where no other route is left, nothing is gained by giving up. */
function silenceInText({ last, isProbe, gaps }: DeadlineInput, bounds: AnswerBounds): number {
  const { silenceMs: longest, silenceInTextMs: initial } = bounds;
  const isAlone = last && isProbe !== true;
  if (isAlone || gaps === undefined || initial === undefined) return longest;
  return learnedMs(gaps, gapFactor, { floor: shortestSilenceMs, initial, longest });
}

interface LearnedBounds {
  readonly floor: number;
  readonly initial: number;
  readonly longest: number;
}

/** Where little is known, one time that was long for what is waited at first is enough to wait longer. */
function learnedMs(
  { p95Ms, longestMs }: KnownTimes,
  factor: number,
  { floor, initial, longest }: LearnedBounds,
): number {
  if (p95Ms !== undefined) return clamp(p95Ms * factor, floor, Math.max(longest, floor));
  return longestMs !== undefined && longestMs * factor > initial ? longest : initial;
}

function boundsOf({ profile, route }: DeadlineInput): AnswerBounds {
  const { hosted, reasoning, loadedOnDemand } = profile.deadlines;
  if (route.server?.loadsOnDemand) return loadedOnDemand;
  return route.traits.reasoning ? reasoning : hosted;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
