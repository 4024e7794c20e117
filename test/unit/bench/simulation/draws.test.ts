import assert from 'node:assert/strict';
import { Draws } from '../../../../bench/simulation/draws';

const many = 4_000;

function sample(draw: () => number): { mean: number; deviation: number; median: number } {
  const numbers = Array.from({ length: many }, draw).sort((a, b) => a - b);
  const mean = numbers.reduce((sum, number) => sum + number, 0) / many;
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / many;
  return { mean, deviation: Math.sqrt(variance), median: numbers[many / 2] ?? NaN };
}

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * expected, `${actual} is not within ${tolerance} of ${expected}`);
}

describe('draws of the availability benchmark', () => {
  it('give the same numbers for the same key and others for another', () => {
    const first = (...key: number[]): number => new Draws(...key).uniform();
    assert.equal(first(1, 2, 3), first(1, 2, 3));
    assert.equal(new Set([first(1, 2), first(2, 1), first(1, 3), first(1, 2, 0), first(12)]).size, 5);
  });

  it('are uniform over neighbouring keys, and those of one have nothing to do with those of the next', () => {
    const firsts = Array.from({ length: many }, (_, key) => new Draws(7, key).uniform());
    const { mean, deviation } = sample(() => firsts.pop() ?? NaN);
    near(mean, 1 / 2, 0.03);
    near(deviation, Math.sqrt(1 / 12), 0.03);
    const pairs = Array.from(
      { length: many },
      (_, key) => new Draws(7, key).uniform() * new Draws(7, key + 1).uniform(),
    );
    near(pairs.reduce((sum, product) => sum + product, 0) / many, 1 / 4, 0.05);
  });

  it('are Weibull with the mean and the spread of its formula', () => {
    const draws = new Draws(1);
    const { mean, deviation, median } = sample(() => draws.weibull(0.55, 10));
    near(median, 10 * Math.log(2) ** (1 / 0.55), 0.08);
    // Γ(1 + 1/0.55) = 1.7024, Γ(1 + 2/0.55) = 14.39.
    near(mean, 17.024, 0.08);
    near(deviation / mean, Math.sqrt(14.39 / 1.7024 ** 2 - 1), 0.12);
  });

  it('are log-normal with the median, the mean and the spread of their formulas', () => {
    const draws = new Draws(2);
    const { mean, deviation, median } = sample(() => draws.lognormal(4.32, 1.17));
    near(median, Math.exp(4.32), 0.06);
    near(mean, Math.exp(4.32 + 1.17 ** 2 / 2), 0.08);
    near(deviation / mean, Math.sqrt(Math.exp(1.17 ** 2) - 1), 0.2);
  });

  it('are exponential with the mean asked for', () => {
    const draws = new Draws(3);
    const { mean, deviation } = sample(() => draws.exponential(7));
    near(mean, 7, 0.05);
    near(deviation, 7, 0.06);
  });

  it('choose by weight', () => {
    const draws = new Draws(4);
    const counts = [0, 0, 0];
    for (let index = 0; index < many; index += 1) {
      const drawn = draws.weighted([5, 0, 15]);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    near(counts[0] ?? 0, many / 4, 0.08);
    assert.equal(counts[1], 0);
  });
});
