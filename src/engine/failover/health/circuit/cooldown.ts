import type { Failure } from '../../../model/failure';
import { setBack } from './circuit';

/** Something that is down for a known reason. Each pair of a scope and a failure's kind has its own. */
export type Cooldown =
  /** `strikes`: how often in a row it was parked, without a success or ten minutes of rest since. */
  | { readonly state: 'free'; readonly strikes: number }
  | CoolingDown
  /** The rest is over, but nobody has said that the cause is: it may be asked, and is in doubt until it has answered. */
  | { readonly state: 'half-open'; readonly after: CoolingDown };

export interface CoolingDown {
  readonly state: 'parked';
  readonly failure: Failure;
  /** Milliseconds since the epoch, as all times here. */
  readonly since: number;
  readonly until: number;
  readonly strikes: number;
  readonly needsUser: boolean;
}

export type CooldownEvent =
  | {
      readonly type: 'failed';
      readonly failure: Failure;
      /** Milliseconds when the provider names no time. */
      readonly rest: { readonly first: number; readonly most: number };
      readonly needsUser: boolean;
    }
  /** `whileParked`: the attempt was allowed although this was parked. */
  | { readonly type: 'succeeded'; readonly whileParked: boolean };

export const active: Cooldown = { state: 'free', strikes: 0 };

/** A provider that says "now" with its refusal would be asked in a tight circle. */
const shortest = 1_000;
export const longestCooldown = 24 * 3_600_000;
const strikesRemembered = 600_000;
/** More make no wait longer. */
export const mostRepeats = 20;

/** The parking as time alone has made it. */
export function settleCooldown(parking: Cooldown, now: number): Cooldown {
  if (parking.state === 'free') return parking;
  const parked = parking.state === 'half-open' ? parking.after : parking;
  if (now >= parked.until + strikesRemembered) return active;
  if (setBack(parked.since, now)) return { state: 'free', strikes: parked.strikes };
  if (parking.state === 'half-open' || now < parked.until) return parking;
  return parked.failure.retryAfterMs === undefined
    ? { state: 'half-open', after: parked }
    : { state: 'free', strikes: parked.strikes };
}

/** When time alone will change the parking next; undefined when it will not. */
export function cooldownChangesAt(parking: Cooldown): number | undefined {
  switch (parking.state) {
    case 'free':
      return undefined;
    case 'parked':
      return parking.until;
    case 'half-open':
      return parking.after.until + strikesRemembered;
  }
}

export function nextCooldown(known: Cooldown, event: CooldownEvent, now: number): Cooldown {
  const parking = settleCooldown(known, now);
  switch (event.type) {
    case 'succeeded':
      // An answer that began before the refusal says nothing about it.
      return parking.state === 'parked' && !event.whileParked ? parking : active;
    case 'failed': {
      const { failure, rest, needsUser } = event;
      const again = parking.state !== 'parked';
      const before = parking.state === 'half-open' ? parking.after.strikes : parking.strikes;
      const strikes = again ? Math.min(before + 1, mostRepeats) : before;
      const guess = Math.min(rest.first * 2 ** (strikes - 1), rest.most);
      const told = failure.retryAfterMs ?? NaN;
      const wait = told >= 0 ? Math.min(Math.max(told, shortest), longestCooldown) : guess;
      const until = Math.max(now + wait, again ? 0 : parking.until);
      return { state: 'parked', failure, since: again ? now : parking.since, until, strikes, needsUser };
    }
  }
}
