import type { Route } from '../../model/route';
import type { Lane } from '../api/routeHealth';

/** How long each kind of silence is borne, in milliseconds. */
export interface Deadlines {
  /** From the start until the request leaves: a client to load, a key to read. The provider has no part in it. */
  readonly preparation: number;
  /** From when the request leaves to the response's status line. */
  readonly headers: number;
  /** From when the request leaves to the first content. */
  readonly firstContent: number;
  /** Without a single byte, keep-alives included, once content has begun. */
  readonly silence: number;
  /** The same while text comes: neither thinking nor the call of a tool accounts for it. */
  readonly silenceInText: number;
  /** Without content, however many keep-alives come. */
  readonly progress: number;
}

export interface DeadlineInput {
  readonly task: Lane;
  readonly route: Route;
  /** The route's own 95th percentile of time to first content; undefined while too few are known. */
  readonly p95?: number;
  /** Milliseconds that the route's text is silent at its usual worst; undefined while too few answers are known. */
  readonly longestGap?: number;
  /** Asked beside a route that serves: its verdict is wanted soon, and nobody waits for its answer. */
  readonly isProbe?: boolean;
  /** No other route is left: better late than never. */
  readonly last: boolean;
  /** Milliseconds the request may still wait for its first content. */
  readonly remaining: number;
}

interface Bounds {
  readonly firstContent: { readonly floor: number; readonly initial: number; readonly last: number };
  readonly silence: number;
  readonly progress: number;
}

const completion: Bounds = {
  firstContent: { floor: 600, initial: 1_500, last: 2_500 },
  silence: 1_500,
  progress: 2_500,
};
const chat: Bounds = {
  firstContent: { floor: 3_000, initial: 10_000, last: 45_000 },
  silence: 15_000,
  progress: 60_000,
};
const reasoning: Bounds = {
  firstContent: { floor: 30_000, initial: 60_000, last: 180_000 },
  silence: 60_000,
  progress: 300_000,
};
/** A model that must be loaded first sends no headers until it is; giving up would abort the load. */
const local: Bounds = {
  firstContent: { floor: 10_000, initial: 60_000, last: 120_000 },
  silence: 30_000,
  progress: 120_000,
};

/** Longer for chat, since a locked keyring asks its owner for a password first. */
const preparation: Record<Lane, number> = { completion: 5_000, chat: 30_000 };

/**
 * A vendor's stream begins long before a model has thought; one that has not within this time is not thinking. Other hosts
 * may send nothing until the first word.
 */
const vendorHeaders = 15_000;

/** Learned waiting is this many times the route's usual worst, so that a slow day is not an outage. */
const learnedFactor = 3;

/** Measured in test/properties/stalls.test.ts: a smaller one leaves answers that are well, a larger one leaves stalls late. */
const gapFactor = 1.3;
/** Milliseconds; hosts that are quick as a rule pause as long as this now and then. */
const shortestSilence = 2_000;

/** Deadlines of one attempt: learned from the route's own latency within the bounds of the task. Pure. */
export function deadlinesOf(input: DeadlineInput): Deadlines {
  const bounds = boundsOf(input);
  const { floor, initial, last } = bounds.firstContent;
  const learned = input.p95 === undefined ? initial : clamp(input.p95 * learnedFactor, floor, Math.max(initial, floor));
  const patience = input.last ? last : learned;
  const firstContent = Math.max(1, Math.min(patience, input.remaining));
  return {
    // Who has nobody else to ask gains nothing by giving up.
    preparation: preparation[input.last ? 'chat' : input.task],
    headers: isVendor(input.route) && !input.last ? Math.min(firstContent, vendorHeaders) : firstContent,
    firstContent,
    silence: bounds.silence,
    silenceInText: silenceInText(input, bounds),
    progress: bounds.progress,
  };
}

/** Who has nobody else to ask gains nothing by leaving, and a busy machine may hold up its own model at any time. */
function silenceInText({ last, isProbe, longestGap }: DeadlineInput, bounds: Bounds): number {
  const isAlone = last && isProbe !== true;
  if (isAlone || longestGap === undefined || bounds === local) return bounds.silence;
  return Math.min(Math.max(longestGap * gapFactor, shortestSilence), bounds.silence);
}

function boundsOf({ task, route }: DeadlineInput): Bounds {
  if (task === 'completion') return completion;
  if (route.type === 'ollama' && route.trust !== 'cloud') return local;
  return route.traits.reasoning ? reasoning : chat;
}

function isVendor({ type, trust }: Route): boolean {
  return trust === 'cloud' && (type === 'anthropic' || type === 'openai');
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Milliseconds a whole request may wait for its first content, over all its attempts. */
export function requestTimeout(task: Lane): number {
  return task === 'completion' ? 3_000 : 240_000;
}

/** Milliseconds kept for the last candidate, so that slow ones before it cannot eat its chance. */
export function reservedForLast(task: Lane): number {
  return task === 'completion' ? 1_000 : 45_000;
}
