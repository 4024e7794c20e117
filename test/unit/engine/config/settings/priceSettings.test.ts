import assert from 'node:assert/strict';
import { readPrices } from '../../../../../src/engine/config/settings/priceSettings';

const price = (input: number): object => ({ input, output: input * 5 });

describe('readPrices', () => {
  it('reads nothing where nothing is set', () => {
    for (const value of [undefined, {}]) {
      const { priceOf, problems } = readPrices(value);
      assert.deepEqual([priceOf('m'), problems], [undefined, []]);
    }
  });

  for (const [model, pattern] of [
    ['gpt-5.6-terra', 'gpt-5.6-terra'],
    ['GPT-5.6-Terra', 'gpt-5.6-TERRA'],
    ['gpt-5.6-terra', 'gpt-*'],
    ['gpt-5.6-terra', '*'],
    ['gpt-5.6-terra', '*terra'],
    ['gpt-5.6-terra', 'gpt*6*terra'],
    ['a.b', 'a.b'],
    ['aXbXb', 'a*b'],
  ] as const) {
    it(`takes ${pattern} for ${model}`, () => {
      assert.deepEqual(readPrices({ [pattern]: price(1) }).priceOf(model), price(1));
    });
  }

  for (const [model, pattern] of [
    ['gpt-5.6-terra', 'gpt-5.6'],
    ['gpt-5.6-terra', 'terra*'],
    ['aXb', 'a.b'],
    ['ab', 'ab*b'],
    ['gpt', '*gpt-*'],
  ] as const) {
    it(`does not take ${pattern} for ${model}`, () => {
      assert.equal(readPrices({ [pattern]: price(1) }).priceOf(model), undefined);
    });
  }

  it('lets a whole name count before a pattern, and a longer pattern before a shorter one', () => {
    const { priceOf } = readPrices({ '*': price(1), 'gpt-*': price(2), 'gpt-5*': price(3), 'gpt-5': price(4) });
    assert.deepEqual(['x', 'gpt-4', 'gpt-5.4', 'gpt-5'].map(priceOf), [1, 2, 3, 4].map(price));
  });

  it('takes stored input at its own rate', () => {
    const own = { input: 2, output: 10, cachedInput: 0 };
    assert.deepEqual(readPrices({ m: own }).priceOf('m'), own);
  });

  it('says of each wrong row what is wrong with it, and keeps the others', () => {
    const { priceOf, problems } = readPrices({
      right: price(1),
      a: 3,
      b: { input: 1 },
      c: { input: -1, output: 1 },
      d: { input: 1, output: 'much' },
      e: { input: 1, output: Infinity },
      f: { input: 1, output: 1, cached: 1 },
      ' ': price(1),
      g: { input: 1, output: 1, cachedInput: null },
    });
    assert.deepEqual(priceOf('right'), price(1));
    assert.ok(['a', 'b', 'c', 'd', 'e', 'f', 'g'].every((model) => priceOf(model) === undefined));
    assert.ok(problems.every(({ key }) => key === 'prices'));
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        'everpair.prices["a"] must be an object with "input" and "output", in US dollars for a million tokens.',
        'everpair.prices["b"] has no "output", in US dollars for a million tokens.',
        'everpair.prices["c"].input must be a number of US dollars, 0 or more, not -1.',
        'everpair.prices["d"].output must be a number of US dollars, 0 or more, not "much".',
        'everpair.prices["e"].output must be a number of US dollars, 0 or more, not null.',
        'everpair.prices["f"] has an unknown field "cached". There are: input, output, cachedInput.',
        'everpair.prices[" "]: the name of a model has 1 to 200 characters.',
        'everpair.prices["g"].cachedInput must be a number of US dollars, 0 or more, not null.',
      ],
    );
  });

  for (const value of [[], 'x', 3, true, null]) {
    it(`says that ${JSON.stringify(value)} is no object`, () => {
      const { priceOf, problems } = readPrices(value);
      assert.equal(priceOf('m'), undefined);
      assert.match(problems[0]?.message ?? '', /^everpair\.prices must be an object of models/);
    });
  }

  it('is quick with a pattern of many stars', () => {
    const { priceOf } = readPrices({ [`${'*a'.repeat(99)}*b`]: price(1) });
    assert.equal(priceOf('a'.repeat(100_000)), undefined);
  });
});
