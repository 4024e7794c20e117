import assert from 'node:assert/strict';
import {
  chatProfile,
  completionProfile,
  type RequestProfile,
} from '../../../../../src/engine/failover/api/requestProfile';
import { type DeadlineInput, type Deadlines, deadlinesOf } from '../../../../../src/engine/failover/policies/deadlines';
import { route } from '../fixtures';

function deadlines(changes: Partial<DeadlineInput> = {}) {
  return deadlinesOf({ profile: chatProfile, route: route('a'), last: false, remaining: Infinity, ...changes });
}

const thinks = { traits: { reasoning: true } };
const claude = route('claude', { server: { headersBeforeThinking: true }, ...thinks });
const ollama = route('ollama', { server: { loadsOnDemand: true }, trust: 'local' });

describe('deadlinesOf: the first word', () => {
  it('has the usual deadline of the request and the model while nothing is known of the route', () => {
    assert.equal(deadlines().firstContent, 10_000);
    assert.equal(deadlines({ route: claude }).firstContent, 60_000);
    assert.equal(deadlines({ route: ollama }).firstContent, 60_000);
    assert.equal(deadlines({ profile: completionProfile }).firstContent, 1_500);
  });

  it('has three times the 95th percentile of the route, within the bounds of its kind', () => {
    assert.equal(deadlines({ p95: 2_000 }).firstContent, 6_000);
    assert.equal(deadlines({ p95: 100 }).firstContent, 3_000);
    assert.equal(deadlines({ p95: 60_000 }).firstContent, 10_000);
    assert.equal(deadlines({ profile: completionProfile, p95: 50 }).firstContent, 600);
    assert.equal(deadlines({ route: claude, p95: 12_000 }).firstContent, 36_000);
  });

  it('has more time where no other route is left, and never more than the request has', () => {
    assert.equal(deadlines({ last: true, p95: 100 }).firstContent, 45_000);
    assert.equal(deadlines({ last: true, remaining: 8_000 }).firstContent, 8_000);
    assert.equal(deadlines({ remaining: -5 }).firstContent, 1);
  });
});

describe('deadlinesOf: the head of a response', () => {
  it('has less time at a server that sends headers before the model has thought', () => {
    assert.equal(deadlines({ route: claude }).headers, 15_000);
  });

  it('has as much time as the first word where a host may send nothing before', () => {
    for (const each of [route('gateway', thinks), ollama]) assert.equal(deadlines({ route: each }).headers, 60_000);
  });

  it('never has more time than the first word, and as much where no other route is left', () => {
    assert.equal(deadlines({ profile: completionProfile, route: claude }).headers, 1_500);
    assert.equal(deadlines({ route: claude, last: true }).headers, 180_000);
  });
});

describe('deadlinesOf: silence in the text', () => {
  it('has the time of any silence in mid-answer while nothing is known of the route', () => {
    for (const each of [route('a'), claude, ollama]) {
      const { silence, silenceInText } = deadlines({ route: each });
      assert.equal(silenceInText, silence);
    }
  });

  it('has a little more time than the usual longest gap of the route, within bounds', () => {
    assert.equal(deadlines({ longestGap: 3_000 }).silenceInText, 3_900);
    assert.equal(deadlines({ longestGap: 80 }).silenceInText, 2_000);
    assert.equal(deadlines({ longestGap: 14_000 }).silenceInText, 15_000);
    assert.equal(deadlines({ route: claude, longestGap: 1_000 }).silenceInText, 2_000);
    assert.equal(deadlines({ profile: completionProfile, longestGap: 80 }).silenceInText, 1_500);
  });

  it('is not learned for silence before the text', () => {
    assert.equal(deadlines({ longestGap: 80 }).silence, 15_000);
    assert.equal(deadlines({ route: claude, longestGap: 80 }).silence, 60_000);
  });

  it('is not shortened where no other route is left, or for a model on a machine that does other work, too', () => {
    assert.equal(deadlines({ longestGap: 80, last: true }).silenceInText, 15_000);
    assert.equal(deadlines({ longestGap: 80, route: ollama }).silenceInText, 30_000);
  });

  it('is shortened for a probe, which has a route that serves next to it', () => {
    assert.equal(deadlines({ longestGap: 80, last: true, isProbe: true }).silenceInText, 2_000);
  });
});

describe('deadlinesOf', () => {
  interface Case extends Partial<DeadlineInput> {
    readonly title: string;
    readonly expected: Deadlines;
  }
  const cases: readonly Case[] = [
    {
      title: 'a completion',
      profile: completionProfile,
      expected: {
        preparation: 5_000,
        headers: 1_500,
        firstContent: 1_500,
        silence: 1_500,
        silenceInText: 1_500,
        progress: 2_500,
      },
    },
    {
      title: 'a completion at the last route',
      profile: completionProfile,
      last: true,
      expected: {
        preparation: 30_000,
        headers: 2_500,
        firstContent: 2_500,
        silence: 1_500,
        silenceInText: 1_500,
        progress: 2_500,
      },
    },
    {
      title: 'a chat',
      expected: {
        preparation: 30_000,
        headers: 10_000,
        firstContent: 10_000,
        silence: 15_000,
        silenceInText: 15_000,
        progress: 60_000,
      },
    },
    {
      title: 'a chat with a model that thinks',
      route: claude,
      expected: {
        preparation: 30_000,
        headers: 15_000,
        firstContent: 60_000,
        silence: 60_000,
        silenceInText: 60_000,
        progress: 300_000,
      },
    },
    {
      title: 'a chat with Ollama on this machine',
      route: ollama,
      expected: {
        preparation: 30_000,
        headers: 60_000,
        firstContent: 60_000,
        silence: 30_000,
        silenceInText: 30_000,
        progress: 120_000,
      },
    },
    {
      title: 'a chat with a server that loads nothing on demand',
      route: route('cloud', { server: { loadsOnDemand: false } }),
      expected: {
        preparation: 30_000,
        headers: 10_000,
        firstContent: 10_000,
        silence: 15_000,
        silenceInText: 15_000,
        progress: 60_000,
      },
    },
  ];
  for (const { title, expected, ...input } of cases) {
    it(`has its own bounds for ${title}`, () => assert.deepEqual(deadlines(input), expected));
  }

  const lasts: readonly [title: string, input: Partial<DeadlineInput>, ms: number][] = [
    ['a completion', { profile: completionProfile }, 2_500],
    ['a chat', {}, 45_000],
    ['a model that thinks', { route: claude }, 180_000],
    ['a local model', { route: ollama }, 120_000],
  ];
  for (const [title, input, ms] of lasts) {
    it(`waits ${ms} ms for the first word of ${title} where no other route is left`, () =>
      assert.equal(deadlines({ ...input, last: true }).firstContent, ms));
  }
});

describe('requestTimeoutMs and reservedForLastMs', () => {
  it('are the bounds of a whole request, and what the last route keeps of them', () => {
    const both = ({ deadlines: { requestTimeoutMs, reservedForLastMs } }: RequestProfile): readonly number[] => [
      requestTimeoutMs,
      reservedForLastMs,
    ];
    assert.deepEqual(both(completionProfile), [3_000, 1_000]);
    assert.deepEqual(both(chatProfile), [240_000, 45_000]);
  });
});
