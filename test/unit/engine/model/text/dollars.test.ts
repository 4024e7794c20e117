import assert from 'node:assert/strict';
import { dollars } from '../../../../../src/engine/model/text/dollars';

describe('dollars', () => {
  const amounts: readonly [amount: number, words: string][] = [
    [0.00009, 'less than $0.0001'],
    [0.000123, 'about $0.00012'],
    [0.0123, 'about $0.012'],
    [0.5, 'about $0.50'],
    [0.994, 'about $0.99'],
    [0.996, 'about $1.00'],
    [12.345, 'about $12.35'],
  ];
  for (const [amount, words] of amounts) it(`of ${amount} is ${words}`, () => assert.equal(dollars(amount), words));
});
