import assert from 'node:assert/strict';
import {
  active,
  type Cooldown,
  cooldownChangesAt,
  type CooldownEvent,
  type CoolingDown,
  nextCooldown,
  settleCooldown,
} from '../../../../../../src/engine/failover/health/circuit/cooldown';
import { failure } from '../../fixtures';
import { start as now } from '../../handClock';

const minute = 60_000;

function failed(retryAfterMs?: number, needsUser = false): CooldownEvent {
  return {
    type: 'failed',
    failure: failure('rate-limited', 'credential', { retryAfterMs }),
    backoff: { firstMs: 20_000, longestMs: 40_000 },
    needsUser,
  };
}

function cooling(changes: Partial<CoolingDown> = {}): CoolingDown {
  return {
    state: 'cooling-down',
    failure: failure('quota', 'credential'),
    since: now,
    until: now + minute,
    repeats: 1,
    needsUser: false,
    ...changes,
  };
}

const limited = cooling({ failure: failure('rate-limited', 'credential', { retryAfterMs: minute }) });
const halfOpen: Cooldown = { state: 'half-open', after: cooling() };

describe('settleCooldown', () => {
  const rows: readonly [title: string, before: Cooldown, ms: number, after: Cooldown][] = [
    [
      'leaves an active thing as it is',
      { state: 'active', repeats: 3 },
      24 * 60 * minute,
      { state: 'active', repeats: 3 },
    ],
    ['holds until its end', cooling(), minute - 1, cooling()],
    ['is half-open at its end where that was a guess', cooling(), minute, halfOpen],
    ['is over at the end that the provider named', limited, minute, { state: 'active', repeats: 1 }],
    ['stays half-open until somebody has asked', halfOpen, 10 * minute, halfOpen],
    ['is forgotten ten minutes after its end', halfOpen, 11 * minute, active],
    [
      'is over when the clock is set back by more than a minute',
      cooling(),
      -minute - 1,
      { state: 'active', repeats: 1 },
    ],
    ['goes on when the clock is set back by a minute', cooling(), -minute, cooling()],
  ];
  for (const [title, before, ms, after] of rows) {
    it(title, () => assert.deepEqual(settleCooldown(before, now + ms), after));
  }
});

describe('cooldownChangesAt', () => {
  const rows: readonly [title: string, cooldown: Cooldown, at: number | undefined][] = [
    ['is never for an active thing', active, undefined],
    ['is the end of a cooldown', cooling(), now + minute],
    ['is ten minutes after the end for a half-open one', halfOpen, now + 11 * minute],
  ];
  for (const [title, cooldown, at] of rows) it(title, () => assert.equal(cooldownChangesAt(cooldown), at));
});

describe('nextCooldown', () => {
  interface Case {
    readonly title: string;
    readonly before?: Cooldown;
    readonly event: CooldownEvent;
    /** Milliseconds after `now`. */
    readonly at?: number;
    /** Milliseconds after `now`; undefined when it is active again. */
    readonly until: number | undefined;
    readonly repeats: number;
  }
  const goodEnd: CooldownEvent = { type: 'succeeded', duringCooldown: false };
  const cases: readonly Case[] = [
    { title: 'waits for the first rest after a first failure', event: failed(), until: 20_000, repeats: 1 },
    {
      title: 'doubles the rest with a repetition',
      before: { state: 'active', repeats: 1 },
      event: failed(),
      until: 40_000,
      repeats: 2,
    },
    {
      title: 'waits no longer than the longest rest',
      before: { state: 'active', repeats: 2 },
      event: failed(),
      until: 40_000,
      repeats: 3,
    },
    {
      title: 'counts 20 repetitions at most',
      before: { state: 'active', repeats: 20 },
      event: failed(),
      until: 40_000,
      repeats: 20,
    },
    {
      title: 'counts a failure of a half-open thing as a repetition',
      before: halfOpen,
      at: 2 * minute,
      event: failed(),
      until: 2 * minute + 40_000,
      repeats: 2,
    },
    {
      title: 'counts a failure during the cooldown as the same one, and does not end sooner for it',
      before: cooling(),
      event: failed(),
      until: minute,
      repeats: 1,
    },
    {
      title: 'ends later for a later failure during the cooldown',
      before: cooling(),
      at: minute - 1,
      event: failed(),
      until: minute - 1 + 20_000,
      repeats: 1,
    },
    { title: 'believes the provider', event: failed(5_000), until: 5_000, repeats: 1 },
    { title: 'waits a second where the provider says "now"', event: failed(0), until: 1_000, repeats: 1 },
    { title: 'waits a day at most', event: failed(48 * 60 * minute), until: 24 * 60 * minute, repeats: 1 },
    { title: 'guesses where the provider names nonsense', event: failed(-1), until: 20_000, repeats: 1 },
    {
      title: 'forgets its repetitions with a good end',
      before: halfOpen,
      event: goodEnd,
      until: undefined,
      repeats: 0,
    },
    {
      title: 'is not ended by an answer that began before the refusal',
      before: cooling(),
      event: goodEnd,
      until: minute,
      repeats: 1,
    },
    {
      title: 'is ended by an answer that was asked for in spite of it',
      before: cooling(),
      event: { type: 'succeeded', duringCooldown: true },
      until: undefined,
      repeats: 0,
    },
  ];
  for (const { title, before = active, event, at = 0, until, repeats } of cases) {
    it(title, () => {
      const after = nextCooldown(before, event, now + at);
      if (until === undefined) assert.deepEqual(after, active);
      else {
        assert.ok(after.state === 'cooling-down');
        assert.deepEqual([after.until - now, after.repeats], [until, repeats]);
      }
    });
  }

  it('keeps when it began over later failures, and takes the last failure', () => {
    const later = nextCooldown(cooling(), failed(undefined, true), now + 1_000);
    assert.ok(later.state === 'cooling-down');
    assert.deepEqual([later.since, later.failure.kind, later.needsUser], [now, 'rate-limited', true]);
  });
});
