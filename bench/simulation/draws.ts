import { randomExponential, randomLogNormal, randomWeibull } from 'd3-random';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Random } from '../../src/engine/model/async/clock';

/** A stream of random numbers that is the same for the same key. */
export class Draws {
  /** Uniform in [0, 1). */
  readonly uniform: Random;

  /** Keys that differ in any number or in their order give streams that have nothing to do with each other. */
  constructor(...key: readonly number[]) {
    const generator = xoroshiro128plus(hashOf(key));
    this.uniform = () => uniformFloat64(generator);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  within([low, high]: readonly [low: number, high: number]): number {
    return this.between(low, high);
  }

  chance(p: number): boolean {
    return this.uniform() < p;
  }

  exponential(mean: number): number {
    return randomExponential.source(this.uniform)(1 / mean)();
  }

  /** A shape under 1 makes bursts. The mean is `scale` times Γ(1 + 1/shape). */
  weibull(shape: number, scale: number): number {
    return randomWeibull.source(this.uniform)(shape, 0, scale)();
  }

  /** The median is exp(mu), the mean exp(mu + sigma²/2). */
  lognormal(mu: number, sigma: number): number {
    return randomLogNormal.source(this.uniform)(mu, sigma)();
  }

  /** An index, drawn by the weights. */
  weighted(weights: readonly number[]): number {
    let left = this.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => (left -= weight) < 0);
    return index < 0 ? weights.length - 1 : index;
  }
}

/** 32 bits: each number goes through the finalizer of MurmurHash3, since neighbouring seeds give neighbouring streams. */
function hashOf(key: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const number of key) {
    hash = Math.imul(hash ^ number, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}
