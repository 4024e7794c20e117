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
import { recordedLog, settled, sharedText } from '../../failover/health/healthFixtures';
import { attempt, day, open, pass, writeDelay } from './statisticsFixtures';

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

  it('ignore invalid numbers from a host', async () => {
    const clock = handClock();
    const shared = sharedText();
    const statistics = open(clock, shared);
    for (const inputTokens of [-1, 0.5, NaN, Infinity]) statistics.attempted('go', attempt({ usage: { inputTokens } }));
    await pass(clock, writeDelay);
    const log = recordedLog();
    const other = open(clock, shared, log);
    await settled();
    assert.deepEqual(other.summary(1).total, { requests: 4 });
    assert.deepEqual(log.warnings, []);
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

  it('are forgotten after ninety', async () => {
    const clock = handClock();
    const shared = sharedText();
    const statistics = open(clock, shared);
    statistics.attempted('go', attempt());
    await pass(clock, 89 * day);
    assert.equal(statistics.summary(1_000).total['requests'], 1);
    await pass(clock, day);
    statistics.attempted('rust', attempt());
    await pass(clock, writeDelay);
    assert.deepEqual(
      statistics.summary(1_000).languages.map(({ name }) => name),
      ['rust'],
    );
    assert.equal(shared.text?.includes('go '), false);
  });

  it('stay small enough to be stored, the latest of them', async () => {
    const clock = handClock();
    const shared = sharedText();
    const statistics = open(clock, shared);
    for (let each = 0; each < 20; each += 1) {
      for (let language = 0; language < 300; language += 1) {
        statistics.attempted(`${'l'.repeat(99)}${language}`.slice(-100), attempt({ usage: { inputTokens: 12_345 } }));
      }
      // Sets the day without the write of a timer, which would read, merge and check all counts each time.
      clock.setTo(clock.now() + day);
    }
    await pass(clock, writeDelay);
    assert.ok((shared.text?.length ?? Infinity) < 600_000, String(shared.text?.length));
    assert.ok((shared.text?.length ?? 0) > 300_000, String(shared.text?.length));
    assert.equal(statistics.summary(4).total['requests'], 900);
  });
});

describe('CompletionStatistics: several windows', () => {
  it('add up, whichever wrote last', async () => {
    const clock = handClock();
    const shared = sharedText();
    const windows = [open(clock, shared), open(clock, shared), open(clock, shared)];
    windows.forEach((window, index) => {
      for (let each = 0; each <= index; each += 1) window.attempted('go', attempt());
    });
    for (let times = 0; times < 5; times += 1) await pass(clock, writeDelay);
    for (const window of [...windows, open(clock, shared)]) {
      await settled();
      assert.equal(window.summary(1).total['requests'], 6);
    }
    const { saves } = shared;
    for (let times = 0; times < 5; times += 1) await pass(clock, writeDelay);
    assert.equal(shared.saves, saves, 'nothing is left to say');
  });

  it('are folded into one share for days that are over', async () => {
    const clock = handClock();
    const shared = sharedText();
    for (let reload = 0; reload < 20; reload += 1) {
      const window = open(clock, shared);
      window.attempted('go', attempt());
      window.dispose();
      await settled();
    }
    const rowsBefore = shared.text?.split('go a/a-small').length;
    const last = open(clock, shared);
    await pass(clock, 3 * day);
    last.attempted('go', attempt());
    await pass(clock, writeDelay);
    assert.equal(rowsBefore, 21);
    assert.equal(shared.text?.split('go a/a-small').length, 3);
    assert.equal(last.summary(90).total['requests'], 21);
  });

  it('are all reset when one is', async () => {
    const clock = handClock();
    const shared = sharedText();
    const [a, b] = [open(clock, shared), open(clock, shared)];
    a.attempted('go', attempt());
    b.attempted('go', attempt());
    await pass(clock, writeDelay);
    a.reset();
    assert.deepEqual(a.summary(90).total, noCounts);
    a.attempted('rust', attempt());
    await pass(clock, writeDelay);
    await pass(clock, writeDelay);
    b.attempted('rust', attempt());
    for (let times = 0; times < 3; times += 1) await pass(clock, writeDelay);
    for (const window of [a, b]) assert.deepEqual(window.summary(90).total, { requests: 2 });
  });
});

describe('CompletionStatistics: the stored file', () => {
  const whole = 'could not be understood and begins anew.';
  const part = 'could be understood in part only; the rest is left out.';
  const broken = [
    ['not JSON', whole],
    ['{"version":1,"data":{"resets":0,"days":[]}}', whole],
    ['{"version":1,"data":{"resets":0,"days":{"yesterday":[]}}}', part],
    [
      '{"version":1,"data":{"resets":0,"days":{"2023-11-14":[{"windows":["a"],"rows":{"go a/b":{"requests":-1}}}]}}}',
      part,
    ],
    ['{"version":1,"data":{"resets":0,"days":{"2023-11-14":[{"windows":[],"rows":{}}]}}}', part],
  ] as const;
  for (const [text, told] of broken) {
    it(`with an unreadable part is read without it and logged once: ${text.slice(0, 60)}`, async () => {
      const clock = handClock();
      const shared = sharedText(text);
      const log = recordedLog();
      const statistics = open(clock, shared, log);
      statistics.attempted('go', attempt());
      await pass(clock, writeDelay);
      assert.deepEqual(log.warnings, [`The remembered completion statistics ${told}`]);
      assert.match(shared.text ?? '', /"go a\/a-small":\{"requests":1\}/);
    });
  }

  it('has numbers, names of languages and models, and no future day', async () => {
    const clock = handClock();
    const shared = sharedText(
      '{"version":1,"data":{"resets":0,"days":{"2999-01-01":[{"windows":["a"],"rows":{"go a/b":{"requests":7}}}]}}}',
    );
    const statistics = open(clock, shared);
    statistics.offered(offer('const secret = 1;'));
    await pass(clock, writeDelay);
    const { data } = JSON.parse(shared.text ?? '') as { data: { days: Record<string, unknown> } };
    assert.equal(Object.keys(data.days).length, 1);
    assert.match(
      JSON.stringify(Object.values(data.days)),
      /^\[\[\{"windows":\["window-\d+"\],"rows":\{"typescript a\/a-small":\{"ms31":1,"offered":1\}\}\}\]\]$/,
    );
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
