import assert from 'node:assert/strict';
import { RateLimits } from '../../../../../../src/engine/failover/health/limits/rateLimits';
import type { RateLimit } from '../../../../../../src/engine/model/provider/rateLimit';
import { SharedRecords } from '../../../storage/records/sharedRecords';
import { route } from '../../fixtures';
import { handClock, start } from '../../handClock';

const a = route('a');
const minute = 60_000;
const hour = 60 * minute;

function fixture(...limits: readonly RateLimit[]) {
  const clock = handClock();
  const known = new RateLimits({ clock });
  known.reserve(a, 0).said(limits);
  /** Milliseconds until a request of so many tokens is let through. */
  const wait = (tokens?: number): number | undefined => {
    const at = known.freeAt(a, tokens);
    return at === undefined ? undefined : at - clock.now();
  };
  return { clock, known, wait };
}

describe('RateLimits', () => {
  const waits: readonly [what: string, limit: RateLimit, tokens: number, ms: number | undefined][] = [
    ['something is left', { unit: 'requests', remaining: 1, resetMs: 9_000 }, 5_000, undefined],
    ['nothing is left', { unit: 'requests', remaining: 0, limit: 50, resetMs: 9_000 }, 0, 9_000],
    ['no reset is named', { unit: 'requests', remaining: 0, limit: 50 }, 0, undefined],
    ['the reset is now', { unit: 'requests', remaining: 0, limit: 50, resetMs: 0 }, 0, undefined],
    ['the request is larger than what is left', { unit: 'tokens', remaining: 999, resetMs: 9_000 }, 1_000, 9_000],
    ['the request fits in what is left', { unit: 'tokens', remaining: 1_000, resetMs: 9_000 }, 1_000, undefined],
    ['no token is left', { unit: 'tokens', remaining: 0, resetMs: 9_000 }, 0, 9_000],
    ['the input is too large', { unit: 'input-tokens', remaining: 10, resetMs: 9_000 }, 1_000, 9_000],
    ['the output is limited', { unit: 'output-tokens', remaining: 10, resetMs: 9_000 }, 1_000, undefined],
    ['no output is left', { unit: 'output-tokens', remaining: 0, resetMs: 9_000 }, 1_000, 9_000],
    [
      'most of the input may be stored there',
      { unit: 'input-tokens', remaining: 10, resetMs: 9_000, sparesStored: true },
      1_000,
      undefined,
    ],
    [
      'a day of 14,400 requests fills up',
      { unit: 'requests', remaining: 0, limit: 14_400, resetMs: 24 * hour, refills: true },
      0,
      6_000,
    ],
    [
      'a minute of tokens fills up',
      { unit: 'tokens', remaining: 1_000, limit: 7_000, resetMs: minute, refills: true },
      3_000,
      20_000,
    ],
    [
      'the request is larger than the limit, which only its host can refuse',
      { unit: 'tokens', remaining: 1_000, limit: 7_000, resetMs: minute, refills: true },
      8_000,
      minute,
    ],
    ['how large it is is not known', { unit: 'requests', remaining: 0, resetMs: 9_000, refills: true }, 0, 9_000],
    ['a whole day is named', { unit: 'requests', remaining: 0, resetMs: 24 * hour }, 0, hour],
  ];
  for (const [what, limit, tokens, ms] of waits)
    it(`makes a request wait ${ms ?? 0} ms where ${what}`, () => assert.equal(fixture(limit).wait(tokens), ms));

  it('waits for the last of several limits, and not a moment longer', () => {
    const { clock, wait } = fixture(
      { unit: 'requests', remaining: 0, resetMs: 4_000 },
      { unit: 'tokens', remaining: 0, resetMs: 9_000 },
    );
    clock.advance(8_999);
    assert.equal(wait(), 1);
    clock.advance(1);
    assert.equal(wait(), undefined);
  });

  it('believes the last response', () => {
    const { known, wait } = fixture({ unit: 'requests', remaining: 0, resetMs: 9_000 });
    known.reserve(a, 0).said([{ unit: 'requests', remaining: 5, resetMs: 9_000 }]);
    assert.equal(wait(), undefined);
  });

  it('knows nothing of another model, account or address', () => {
    const { known } = fixture({ unit: 'requests', remaining: 0, resetMs: 9_000 });
    for (const other of [route('b'), route('a', { model: 'small' }), route('a', { configuration: 'other' })])
      assert.equal(known.freeAt(other), undefined);
  });

  it('tells what has come back by now, and nothing of what is full', () => {
    const { clock, known } = fixture(
      { unit: 'requests', remaining: 10, limit: 50, resetMs: 40_000, refills: true },
      { unit: 'tokens', remaining: 7, limit: 9, resetMs: 10_000 },
      { unit: 'tokens', remaining: 1 },
    );
    clock.advance(9_999);
    assert.deepEqual(
      known.of(a).map(({ remaining }) => remaining),
      [19, 7, 1],
    );
    clock.advance(1);
    assert.deepEqual(known.of(a), [
      { unit: 'requests', remaining: 20, limit: 50, until: start + 40_000, refills: true },
      { unit: 'tokens', remaining: 1 },
    ]);
    clock.advance(50_000);
    assert.deepEqual(known.of(a), []);
  });

  it('forgets what a clock that was set back makes doubtful', () => {
    const { clock, known, wait } = fixture({ unit: 'requests', remaining: 0, resetMs: hour });
    clock.setTo(start - 2 * minute);
    assert.equal(wait(), undefined);
    assert.deepEqual(known.of(a), []);
    known.reserve(a, 0).said([{ unit: 'requests', remaining: 0, resetMs: 5_000 }]);
    assert.equal(wait(), 5_000);
  });

  it('does not believe a host for ten minutes that has answered in spite of its limit', () => {
    const { clock, known, wait } = fixture({ unit: 'requests', remaining: 0, resetMs: 9_000 });
    known.answered(a, start + 8_500, start + 9_000);
    assert.equal(wait(), 9_000, 'half a second may be a rounded reset');
    known.answered(a, start + 1_000, start + 9_000);
    known.reserve(a, 0).said([{ unit: 'requests', remaining: 0, resetMs: hour }]);
    assert.equal(wait(), undefined);
    clock.advance(10 * minute);
    assert.equal(wait(), 50 * minute);
  });

  it('forgets one provider or all', () => {
    const { known, wait } = fixture({ unit: 'requests', remaining: 0, resetMs: 9_000 });
    known.forget('b');
    assert.equal(wait(), 9_000);
    known.forget('a');
    assert.equal(wait(), undefined);
  });

  it('is the same in all windows, the last response first, until one forgets', () => {
    const clock = handClock();
    const shared = new SharedRecords(true);
    const [one, two] = [0, 1].map(() => new RateLimits({ clock, records: shared.window() })) as [
      RateLimits,
      RateLimits,
    ];
    let heard = 0;
    two.onDidLearn(() => (heard += 1));
    one.reserve(a, 0).said([{ unit: 'requests', remaining: 0, resetMs: 9_000 }]);
    shared.exchange();
    assert.equal(two.freeAt(a), start + 9_000);
    assert.ok(heard > 0);
    clock.advance(10);
    two.reserve(a, 0).said([{ unit: 'requests', remaining: 3, resetMs: 9_000 }]);
    shared.exchange();
    assert.equal(one.freeAt(a), undefined);
    clock.advance(10);
    one.reserve(a, 0).said([{ unit: 'requests', remaining: 0, resetMs: 9_000 }]);
    shared.exchange();
    assert.equal(two.freeAt(a), start + 9_020);
    two.forget();
    shared.exchange();
    assert.equal(one.freeAt(a), undefined);
  });

  describe('with requests that are not answered yet', () => {
    const minuteOf = (limit: Omit<RateLimit, 'resetMs'>) => fixture({ ...limit, resetMs: minute });

    it('counts each of them, and its tokens, but for those of an input that may be stored there', () => {
      const requests = minuteOf({ unit: 'requests', remaining: 2 });
      requests.known.reserve(a, 500);
      assert.equal(requests.wait(), undefined);
      requests.known.reserve(a, 500);
      assert.equal(requests.wait(), minute);
      const tokens = minuteOf({ unit: 'input-tokens', remaining: 1_000 });
      tokens.known.reserve(a, 500);
      assert.equal(tokens.wait(500), undefined);
      assert.equal(tokens.wait(501), minute);
      const stored = minuteOf({ unit: 'input-tokens', remaining: 1_000, sparesStored: true });
      stored.known.reserve(a, 5_000);
      assert.equal(stored.wait(5_000), undefined);
      const output = minuteOf({ unit: 'output-tokens', remaining: 1 });
      output.known.reserve(a, 5_000);
      assert.equal(output.wait(), undefined);
    });

    it('counts none of another model', () => {
      const { known, wait } = minuteOf({ unit: 'requests', remaining: 1 });
      known.reserve(route('a', { model: 'small' }), 1);
      assert.equal(wait(), undefined);
    });

    it('waits for what they take in a limit that fills up, and until it is full at most', () => {
      const { known, wait } = minuteOf({ unit: 'requests', remaining: 1, limit: 7, refills: true });
      known.reserve(a, 0);
      assert.equal(wait(), 10_000);
      for (let more = 0; more < 20; more += 1) known.reserve(a, 0);
      assert.equal(wait(), minute);
    });

    it('is expected by the host’s own word without them', () => {
      const { known } = minuteOf({ unit: 'requests', remaining: 1 });
      known.reserve(a, 0);
      assert.equal(known.usedUpUntil(a), undefined);
      assert.notEqual(known.freeAt(a), undefined);
    });

    it('counts those sent after the one that was answered, and believes no answer to an earlier one', () => {
      const { known, wait } = minuteOf({ unit: 'requests', remaining: 4 });
      const [first, second, third] = [known.reserve(a, 0), known.reserve(a, 0), known.reserve(a, 0)];
      second.said([{ unit: 'requests', remaining: 2, resetMs: minute }]);
      assert.equal(wait(), undefined);
      known.reserve(a, 0);
      assert.equal(wait(), minute);
      third.said([{ unit: 'requests', remaining: 1, resetMs: minute }]);
      first.said([{ unit: 'requests', remaining: 3, resetMs: minute }]);
      assert.equal(wait(), minute);
    });

    it('keeps one that nobody waits for until its host has said more, to this window or another', () => {
      const clock = handClock();
      const shared = new SharedRecords(true);
      const [one, two] = [0, 1].map(() => new RateLimits({ clock, records: shared.window() })) as [
        RateLimits,
        RateLimits,
      ];
      one.reserve(a, 0).said([{ unit: 'requests', remaining: 1, resetMs: minute }]);
      one.reserve(a, 0).giveUp();
      assert.notEqual(one.freeAt(a), undefined);
      shared.exchange();
      clock.advance(1_000);
      two.reserve(a, 0).said([{ unit: 'requests', remaining: 1, resetMs: minute }]);
      shared.exchange();
      assert.equal(one.freeAt(a), undefined);
    });

    it('keeps none that nobody waits for where its host says nothing', () => {
      const known = new RateLimits({ clock: handClock() });
      known.reserve(a, 0).giveUp();
      // Sent before, so that it says nothing of one that was sent after it and is kept.
      const before = known.reserve(a, 0);
      known.reserve(a, 0).giveUp();
      before.said([{ unit: 'requests', remaining: 1, resetMs: minute }]);
      assert.equal(known.freeAt(a), undefined);
    });
  });
});
