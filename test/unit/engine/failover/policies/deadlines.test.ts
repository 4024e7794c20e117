import assert from 'node:assert/strict';
import {
  chatProfile,
  completionProfile,
  type RequestProfile,
} from '../../../../../src/engine/failover/api/requestProfile';
import { type DeadlineInput, type Deadlines, deadlinesOf } from '../../../../../src/engine/failover/policies/deadlines';
import { route } from '../fixtures';

function deadlines(changes: Partial<DeadlineInput> = {}) {
  const usual = { profile: chatProfile, route: route('a'), last: false, inputTokens: 500, remainingMs: Infinity };
  return deadlinesOf({ ...usual, firstContent: {}, gaps: {}, ...changes });
}

const thinks = { traits: { reasoning: true } };
const claude = route('claude', { server: { headersBeforeThinking: true }, ...thinks });
const ollama = route('ollama', { server: { loadsOnDemand: true }, trust: 'local' });

describe('deadlinesOf: the first word', () => {
  it('has the usual deadline of the request and the model while nothing is known of the route', () => {
    assert.equal(deadlines().firstContentMs, 7_500);
    assert.equal(deadlines({ route: claude }).firstContentMs, 60_000);
    assert.equal(deadlines({ route: ollama }).firstContentMs, 60_000);
    assert.equal(deadlines({ profile: completionProfile }).firstContentMs, 1_500);
  });

  it('has three times the 95th percentile of the route, within the bounds of its kind', () => {
    assert.equal(deadlines({ firstContent: { p95Ms: 2_000 } }).firstContentMs, 6_000);
    assert.equal(deadlines({ firstContent: { p95Ms: 100 } }).firstContentMs, 3_000);
    assert.equal(deadlines({ firstContent: { p95Ms: 60_000 } }).firstContentMs, 10_000);
    assert.equal(deadlines({ profile: completionProfile, firstContent: { p95Ms: 50 } }).firstContentMs, 600);
    assert.equal(deadlines({ route: claude, firstContent: { p95Ms: 12_000 } }).firstContentMs, 36_000);
  });

  it('is waited for longer from the first answer on that took a third of the usual deadline', () => {
    assert.equal(deadlines({ firstContent: { longestMs: 2_400 } }).firstContentMs, 7_500);
    assert.equal(deadlines({ firstContent: { longestMs: 2_600 } }).firstContentMs, 10_000);
  });

  it('is waited for longer the longer the request is that the model has to read', () => {
    const agents = { inputTokens: 100_000 };
    assert.equal(deadlines(agents).firstContentMs, 17_500);
    assert.equal(deadlines({ ...agents, firstContent: { p95Ms: 1_000 } }).firstContentMs, 13_000);
    assert.equal(deadlines({ ...agents, last: true }).firstContentMs, 55_000);
    assert.equal(deadlines({ ...agents, route: claude }).headersMs, 25_000);
    assert.equal(deadlines({ inputTokens: 8_000, route: ollama }).firstContentMs, 76_000);
    assert.equal(deadlines({ ...agents, profile: completionProfile }).firstContentMs, 1_500);
  });

  it('has more time where no other route is left, and never more than the request has', () => {
    assert.equal(deadlines({ last: true, firstContent: { p95Ms: 100 } }).firstContentMs, 45_000);
    assert.equal(deadlines({ last: true, remainingMs: 8_000 }).firstContentMs, 8_000);
    assert.equal(deadlines({ remainingMs: -5 }).firstContentMs, 1);
  });
});

describe('deadlinesOf: the head of a response', () => {
  it('has less time at a server that sends headers before the model has thought', () => {
    assert.equal(deadlines({ route: claude }).headersMs, 15_000);
  });

  it('has as much time as the first word where a host may send nothing before', () => {
    for (const each of [route('gateway', thinks), ollama]) assert.equal(deadlines({ route: each }).headersMs, 60_000);
  });

  it('never has more time than the first word, and as much where no other route is left', () => {
    assert.equal(deadlines({ profile: completionProfile, route: claude }).headersMs, 1_500);
    assert.equal(deadlines({ route: claude, last: true }).headersMs, 180_000);
  });
});

describe('deadlinesOf: silence in the text', () => {
  it('has 5 s while nothing is known of the route, where its model does not think and is hosted', () => {
    assert.equal(deadlines().silenceInTextMs, 5_000);
    for (const each of [claude, ollama]) {
      const { silenceMs, silenceInTextMs } = deadlines({ route: each });
      assert.equal(silenceInTextMs, silenceMs);
    }
  });

  it('has the time of any silence from the first gap on that was nearly too long', () => {
    assert.equal(deadlines({ gaps: { longestMs: 3_800 } }).silenceInTextMs, 5_000);
    assert.equal(deadlines({ gaps: { longestMs: 3_900 } }).silenceInTextMs, 15_000);
  });

  it('has the time of any silence where gaps mean nothing for the request', () => {
    assert.equal(deadlines({ gaps: undefined }).silenceInTextMs, 15_000);
  });

  it('has a little more time than the usual longest gap of the route, within bounds', () => {
    assert.equal(deadlines({ gaps: { p95Ms: 3_000 } }).silenceInTextMs, 3_900);
    assert.equal(deadlines({ gaps: { p95Ms: 80 } }).silenceInTextMs, 2_000);
    assert.equal(deadlines({ gaps: { p95Ms: 14_000 } }).silenceInTextMs, 15_000);
    assert.equal(deadlines({ route: claude, gaps: { p95Ms: 1_000 } }).silenceInTextMs, 2_000);
    assert.equal(deadlines({ profile: completionProfile, gaps: { p95Ms: 80 } }).silenceInTextMs, 1_500);
  });

  it('is not learned for silence before the text', () => {
    assert.equal(deadlines({ gaps: { p95Ms: 80 } }).silenceMs, 15_000);
    assert.equal(deadlines({ route: claude, gaps: { p95Ms: 80 } }).silenceMs, 60_000);
  });

  it('is not shortened where no other route is left, or for a model on a machine that does other work, too', () => {
    assert.equal(deadlines({ gaps: { p95Ms: 80 }, last: true }).silenceInTextMs, 15_000);
    assert.equal(deadlines({ gaps: { p95Ms: 80 }, route: ollama }).silenceInTextMs, 30_000);
  });

  it('is shortened for a probe, which has a route that serves next to it', () => {
    assert.equal(deadlines({ gaps: { p95Ms: 80 }, last: true, isProbe: true }).silenceInTextMs, 2_000);
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
        preparationMs: 5_000,
        headersMs: 1_500,
        firstContentMs: 1_500,
        silenceMs: 1_500,
        silenceInTextMs: 1_500,
        progressMs: 2_500,
      },
    },
    {
      title: 'a completion at the last route',
      profile: completionProfile,
      last: true,
      expected: {
        preparationMs: 30_000,
        headersMs: 2_500,
        firstContentMs: 2_500,
        silenceMs: 1_500,
        silenceInTextMs: 1_500,
        progressMs: 2_500,
      },
    },
    {
      title: 'a chat',
      expected: {
        preparationMs: 30_000,
        headersMs: 7_500,
        firstContentMs: 7_500,
        silenceMs: 15_000,
        silenceInTextMs: 5_000,
        progressMs: 60_000,
      },
    },
    {
      title: 'a chat with a model that thinks',
      route: claude,
      expected: {
        preparationMs: 30_000,
        headersMs: 15_000,
        firstContentMs: 60_000,
        silenceMs: 60_000,
        silenceInTextMs: 60_000,
        progressMs: 300_000,
      },
    },
    {
      title: 'a chat with Ollama on this machine',
      route: ollama,
      expected: {
        preparationMs: 30_000,
        headersMs: 60_000,
        firstContentMs: 60_000,
        silenceMs: 30_000,
        silenceInTextMs: 30_000,
        progressMs: 120_000,
      },
    },
    {
      title: 'a chat with a server that loads nothing on demand',
      route: route('cloud', { server: { loadsOnDemand: false } }),
      expected: {
        preparationMs: 30_000,
        headersMs: 7_500,
        firstContentMs: 7_500,
        silenceMs: 15_000,
        silenceInTextMs: 5_000,
        progressMs: 60_000,
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
      assert.equal(deadlines({ ...input, last: true }).firstContentMs, ms));
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
