import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SuggestionFacts } from '../../../../../src/engine/completion/api/completionObserver';
import {
  added,
  type Counts,
  noCounts,
  timeSpan,
  timeWithin,
} from '../../../../../src/engine/completion/statistics/statisticsCounts';
import { failure, route } from '../../failover/fixtures';
import { handClock } from '../../failover/handClock';
import { attempt, day, memoryCounts, open } from './statisticsFixtures';

const offer = (id: string, more: Partial<SuggestionFacts> = {}): SuggestionFacts => ({
  id,
  languageId: 'typescript',
  routeId: 'a/a-small',
  length: 40,
  ms: 200,
  ...more,
});

/** The counts without the times. */
function plain(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => !name.startsWith('ms')));
}

describe('CompletionStatistics: suggestions', () => {
  it('count one offer, however often it is seen while typing along', () => {
    const statistics = open(handClock());
    statistics.offered(offer('one'));
    statistics.offered(offer('one', { ms: undefined, length: 39 }));
    statistics.offered(offer('two', { ms: undefined }));
    const { total } = statistics.summary(1);
    assert.deepEqual(plain(total), { offered: 2, fromMemory: 1 });
    assert.equal(Math.abs((timeWithin(total, 0.5) ?? 0) - 200) < 20, true);
  });

  it('count an acceptance once, and none of a suggestion that was never offered', () => {
    const statistics = open(handClock());
    statistics.offered(offer('one'));
    statistics.accepted('one');
    statistics.accepted('one');
    statistics.accepted('unheard of');
    assert.deepEqual(plain(statistics.summary(1).total), { offered: 1, accepted: 1 });
  });

  const typed: readonly [what: string, length: number, characters: number, counted: boolean][] = [
    ['nine characters of many', 40, 9, false],
    ['ten characters of many', 40, 10, true],
    ['all but one of a few', 4, 3, false],
    ['all of a few', 4, 4, true],
  ];
  for (const [what, length, characters, counted] of typed) {
    it(`count ${counted ? 'a' : 'no'} typed suggestion after ${what}`, () => {
      const statistics = open(handClock());
      statistics.offered(offer('one', { length }));
      statistics.typed('one', characters);
      statistics.typed('one', characters);
      assert.equal(statistics.summary(1).total['typedThrough'] ?? 0, counted ? 1 : 0);
    });
  }

  it('are remembered in a bounded number, so that a long day needs no more memory', () => {
    const statistics = open(handClock());
    for (let index = 0; index < 2_000; index += 1) statistics.offered(offer(String(index)));
    statistics.accepted('0');
    statistics.accepted('1999');
    assert.equal(statistics.summary(1).total['accepted'], 1);
  });
});

describe('CompletionStatistics: requests', () => {
  it('count each attempt, with its reported tokens', () => {
    const statistics = open(handClock());
    statistics.attempted('go', attempt({ usage: { inputTokens: 900, outputTokens: 12 } }));
    statistics.attempted('go', attempt({ outcome: 'failed', failure: failure('overloaded') }));
    statistics.attempted('go', attempt({ outcome: 'cancelled', usage: { inputTokens: 100 } }));
    const { total } = statistics.summary(1);
    assert.deepEqual(total, { requests: 3, failed: 1, inputTokens: 1_000, outputTokens: 12 });
  });

  it('ignore invalid numbers from a host', () => {
    const statistics = open(handClock());
    for (const inputTokens of [-1, 0.5, NaN, Infinity]) statistics.attempted('go', attempt({ usage: { inputTokens } }));
    assert.deepEqual(statistics.summary(1).total, { requests: 4 });
  });

  it('are counted by route and by language', () => {
    const statistics = open(handClock());
    statistics.attempted('go', attempt());
    statistics.attempted('rust', attempt());
    statistics.attempted('rust', attempt({ route: route('b', { model: 'b large' }) }));
    statistics.offered(offer('one', { languageId: 'go' }));
    const { routes, languages } = statistics.summary(1);
    assert.deepEqual(
      routes.map(({ name, counts }) => [name, plain(counts)]),
      [
        ['a/a-small', { requests: 2, offered: 1 }],
        ['b/b large', { requests: 1 }],
      ],
    );
    assert.deepEqual(
      languages.map(({ name, counts }) => [name, plain(counts)]),
      [
        ['go', { requests: 1, offered: 1 }],
        ['rust', { requests: 2 }],
      ],
    );
  });
});

describe('CompletionStatistics: days', () => {
  it('are counted apart and added up for a span of days', () => {
    const clock = handClock();
    const statistics = open(clock);
    for (let each = 0; each < 40; each += 1) {
      statistics.attempted('go', attempt());
      clock.advance(day);
    }
    statistics.attempted('go', attempt());
    const requests = [1, 2, 7, 30, 90].map((days) => statistics.summary(days).total['requests']);
    assert.deepEqual(requests, [1, 2, 7, 30, 41]);
  });
});

describe('CompletionStatistics: a reset', () => {
  it('forgets all counts, and suggestions that were offered before', () => {
    const counts = memoryCounts();
    const [one, other] = [open(handClock(), counts), open(handClock(), counts)];
    for (const window of [one, other]) window.offered(offer('one'));
    one.reset();
    for (const window of [one, other]) {
      window.accepted('one');
      assert.deepEqual(window.summary(90).total, noCounts);
    }
    other.offered(offer('one', { ms: undefined }));
    assert.deepEqual(one.summary(90).total, { offered: 1, fromMemory: 1 });
  });
});

describe('timeWithin', () => {
  it('is right within a tenth', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 60_000, noNaN: true }), (ms) => {
        const read = timeWithin({ [timeSpan(ms)]: 1 }, 0.5) ?? 0;
        assert.ok(Math.abs(read - ms) <= ms / 10, `${ms} was read as ${read}`);
      }),
    );
  });

  it('has the median in the middle and the last tenth at the end', () => {
    const counts = Array.from({ length: 100 }, (_, index) => timeSpan(index < 80 ? 100 : 2_000)).reduce<Counts>(
      (sum, span) => added(sum, { [span]: 1 }),
      noCounts,
    );
    assert.deepEqual(
      [0.5, 0.8, 0.9].map((share) => Math.round((timeWithin(counts, share) ?? 0) / 100)),
      [1, 1, 19],
    );
    assert.equal(timeWithin(noCounts, 0.5), undefined);
  });
});
