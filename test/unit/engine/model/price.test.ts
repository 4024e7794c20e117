import assert from 'node:assert/strict';
import { type BilledTokens, type Price, tokenCost } from '../../../../src/engine/model/price';

const plain: Price = { input: 2, output: 10 };
const stored: Price = { ...plain, cachedInput: 0.2, cacheWrite: 2.5 };
const long: Price = { ...stored, long: { aboveTokens: 1_000, input: 4, output: 15, cachedInput: 0.4, cacheWrite: 5 } };

describe('tokenCost', () => {
  for (const [what, price, tokens, dollars] of [
    ['nothing for nothing', plain, { input: 0, output: 0 }, 0],
    ['input and output at their rates', plain, { input: 1_000, output: 100 }, 0.003],
    ['stored input as input where it has no rate', plain, { input: 1_000, output: 0, cachedInput: 900 }, 0.002],
    ['stored input at its rate', stored, { input: 1_000, output: 0, cachedInput: 900 }, 0.00038],
    ['what is stored now at its rate', stored, { input: 1_000, output: 0, cacheWrite: 1_000 }, 0.0025],
    ['all three', stored, { input: 1_000, output: 0, cachedInput: 500, cacheWrite: 500 }, 0.00135],
    [
      'no more stored input than there is',
      stored,
      { input: 100, output: 0, cachedInput: 500, cacheWrite: 500 },
      0.00002,
    ],
    ['the usual rates up to the limit', long, { input: 1_000, output: 100 }, 0.003],
    ['the whole of a longer request at its rates', long, { input: 2_000, output: 100, cachedInput: 1_000 }, 0.0059],
  ] satisfies [string, Price, BilledTokens, number][]) {
    it(`takes ${what}`, () => assert.equal(Number(tokenCost(price, tokens).toFixed(9)), dollars));
  }
});
