import assert from 'node:assert/strict';
import { expectedCost } from '../../../../../src/engine/failover/policies/plan';
import type { Route } from '../../../../../src/engine/model/route/route';
import { route } from '../fixtures';
import { needs } from './planFixtures';

describe('expectedCost', () => {
  const price = { input: 3, output: 15 };
  const cases: readonly [title: string, of: Route, dollars: number][] = [
    ['nothing where the price is not known', route('a'), 0],
    ['input and output at their prices for a million tokens', route('a', { traits: { price } }), 0.0135],
    ['no more input than the window holds', route('a', { traits: { price, contextWindow: 1_000 } }), 0.0105],
    ['no more output than the model writes', route('a', { traits: { price, maxOutputTokens: 100 } }), 0.0075],
    [
      'the whole input where the window is not known',
      route('a', { traits: { price, contextWindow: undefined } }),
      0.0135,
    ],
  ];
  for (const [title, of, dollars] of cases) {
    it(`is ${title}`, () => assert.equal(expectedCost(of, of.traits.price, needs).toFixed(6), dollars.toFixed(6)));
  }
});
