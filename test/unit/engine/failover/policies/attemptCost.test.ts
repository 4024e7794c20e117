import assert from 'node:assert/strict';
import { type AttemptCostFacts, attemptRecord, spentOf } from '../../../../../src/engine/failover/policies/attemptCost';
import { type FailureKind, failureKinds } from '../../../../../src/engine/model/failure/failure';
import { failure, route } from '../fixtures';

const priced = route('a', { traits: { price: { input: 3, output: 15 } } });

function record(changes: Partial<AttemptCostFacts> = {}) {
  const { route: of = priced } = changes;
  const price = of.traits.price;
  return attemptRecord({ route: of, price, outcome: 'served', inputTokens: 1_000, outputTokens: 200, ...changes });
}

/** Kinds after which a vendor may charge although not a word came: the model had begun to work. */
const billed: ReadonlySet<FailureKind> = new Set([
  'cancelled',
  'first-token-timeout',
  'stalled',
  'stream-cut',
  'in-stream',
  'empty',
  'not-continued',
]);

interface Case {
  readonly title: string;
  readonly facts: Partial<AttemptCostFacts>;
  /** US dollars. */
  readonly cost: number | undefined;
  readonly maybeBilled: boolean;
}

const cases: readonly Case[] = [
  { title: 'estimates the price of an answer without usage', facts: {}, cost: 0.006, maybeBilled: false },
  {
    title: "prefers the provider's own count of tokens",
    facts: { usage: { inputTokens: 2_000, outputTokens: 100 } },
    cost: 0.0075,
    maybeBilled: false,
  },
  {
    title: 'estimates what the usage leaves out',
    facts: { usage: { outputTokens: 100 } },
    cost: 0.0045,
    maybeBilled: false,
  },
  {
    title: 'takes what the vendor had stored and what it stores at their own rates',
    facts: {
      route: route('a', { traits: { price: { input: 3, output: 15, cachedInput: 0.3, cacheWrite: 3.75 } } }),
      usage: { inputTokens: 2_000, outputTokens: 100, cachedInputTokens: 1_000, cacheWriteTokens: 400 },
    },
    cost: 0.0051,
    maybeBilled: false,
  },
  {
    title: 'knows no cost without a price',
    facts: { route: route('a') },
    cost: undefined,
    maybeBilled: false,
  },
  {
    title: 'books an attempt that lost against another one',
    facts: { outcome: 'hedge-lost' },
    cost: 0.006,
    maybeBilled: true,
  },
  {
    title: 'books a failure after the first word, whatever its kind',
    facts: { outcome: 'failed', failure: failure('connect'), firstContentMs: 300 },
    cost: 0.006,
    maybeBilled: true,
  },
];

describe('attemptRecord', () => {
  for (const { title, facts, cost, maybeBilled } of cases) {
    it(title, () => {
      const { cost: actual, maybeBilled: flag } = record(facts);
      assert.deepEqual([actual?.toFixed(6), flag], [cost?.toFixed(6), maybeBilled]);
    });
  }

  for (const kind of failureKinds) {
    const isBilled = billed.has(kind);
    it(`${isBilled ? 'books' : 'does not book'} ${kind} before the first word`, () => {
      const { cost, maybeBilled } = record({ outcome: 'failed', failure: failure(kind) });
      assert.deepEqual([cost !== undefined, maybeBilled], [isBilled, isBilled]);
    });
  }
});

describe('spentOf', () => {
  it('adds up the attempts whose price is known', () => {
    assert.equal(spentOf([record(), record({ route: route('b') }), record()]).toFixed(6), '0.012000');
    assert.equal(spentOf([]), 0);
  });
});
