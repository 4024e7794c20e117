import type { Failure } from '../../../model/failure/failure';
import { isClockSetBack } from './clockChange';

/** A rest for something that is down for a known reason. Each pair of a scope and a failure's kind has its own. */
export type Cooldown =
  /** `repeats`: how often in a row it cooled down, without a success or ten minutes without a failure since. */
  | { readonly state: 'active'; readonly repeats: number }
  | CoolingDown
  /** The rest is over, but its end was a guess: it may be asked, and stays in doubt until it has answered. */
  | { readonly state: 'half-open'; readonly after: CoolingDown };

export interface CoolingDown {
  readonly state: 'cooling-down';
  readonly failure: Failure;
  /** Milliseconds since the epoch, as all times here. */
  readonly since: number;
  readonly until: number;
  readonly repeats: number;
  readonly needsUser: boolean;
}

/** How long something rests when the provider names no time. */
export interface Backoff {
  readonly firstMs: number;
  /** Each repetition without a success between doubles the rest, up to this. */
  readonly longestMs: number;
}

export type CooldownEvent =
  | {
      readonly type: 'failed';
      readonly failure: Failure;
      readonly backoff: Backoff;
      readonly needsUser: boolean;
    }
  /** `duringCooldown`: the attempt was allowed in spite of the cooldown. */
  | { readonly type: 'succeeded'; readonly duringCooldown: boolean };

export const active: Cooldown = { state: 'active', repeats: 0 };

/** A provider that refuses and says "now" would otherwise be asked without a pause. */
const shortestMs = 1_000;
/** A wait of more than a day is one that only the user can end. */
export const longestCooldownMs = 24 * 3_600_000;
const repeatsRememberedMs = 600_000;
/** More repeats make no wait longer. */
export const maxRepeats = 20;

/** The cooldown as time alone has made it. */
export function settleCooldown(cooldown: Cooldown, now: number): Cooldown {
  if (cooldown.state === 'active') return cooldown;
  const resting = cooldown.state === 'half-open' ? cooldown.after : cooldown;
  if (now >= resting.until + repeatsRememberedMs) return active;
  if (isClockSetBack(resting.since, now)) return { state: 'active', repeats: resting.repeats };
  if (cooldown.state === 'half-open' || now < resting.until) return cooldown;
  return resting.failure.retryAfterMs === undefined
    ? { state: 'half-open', after: resting }
    : { state: 'active', repeats: resting.repeats };
}

/** When time alone will change the cooldown next; undefined when it will not. */
export function cooldownChangesAt(cooldown: Cooldown): number | undefined {
  switch (cooldown.state) {
    case 'active':
      return undefined;
    case 'cooling-down':
      return cooldown.until;
    case 'half-open':
      return cooldown.after.until + repeatsRememberedMs;
  }
}

/** The cooldown after the event. */
export function nextCooldown(before: Cooldown, event: CooldownEvent, now: number): Cooldown {
  const cooldown = settleCooldown(before, now);
  switch (event.type) {
    case 'succeeded':
      // An answer that began before the refusal says nothing about it.
      return cooldown.state === 'cooling-down' && !event.duringCooldown ? cooldown : active;
    case 'failed': {
      const { failure, backoff, needsUser } = event;
      const isNew = cooldown.state !== 'cooling-down';
      const known = cooldown.state === 'half-open' ? cooldown.after.repeats : cooldown.repeats;
      const repeats = isNew ? Math.min(known + 1, maxRepeats) : known;
      const guessMs = Math.min(backoff.firstMs * 2 ** (repeats - 1), backoff.longestMs);
      const namedMs = failure.retryAfterMs ?? NaN;
      const waitMs = namedMs >= 0 ? Math.min(Math.max(namedMs, shortestMs), longestCooldownMs) : guessMs;
      const until = Math.max(now + waitMs, isNew ? 0 : cooldown.until);
      return { state: 'cooling-down', failure, since: isNew ? now : cooldown.since, until, repeats, needsUser };
    }
  }
}
