import type { Random } from '../../../src/engine/model/async/clock';

/** How a host sends its text. */
export interface Host {
  readonly name: string;
  /** Milliseconds between two pieces: the median and the sigma of a log-normal distribution. */
  readonly medianMs: number;
  readonly sigma: number;
  /** The share of pieces that come at once with the one before. */
  readonly burst: number;
  /** The share of gaps of 2 to 4 s; one in 300 takes 0.5 to 2 s anywhere. */
  readonly longGaps: number;
}

export const hosts: readonly Host[] = [
  { name: 'a fast cloud', medianMs: 20, sigma: 1, burst: 0, longGaps: 0 },
  { name: 'a cloud', medianMs: 30, sigma: 1, burst: 0, longGaps: 0 },
  { name: 'a gateway in bursts', medianMs: 40, sigma: 1, burst: 0.4, longGaps: 0 },
  { name: 'a host of open models', medianMs: 60, sigma: 0.9, burst: 0.2, longGaps: 0 },
  { name: 'a slow host', medianMs: 80, sigma: 0.8, burst: 0, longGaps: 1 / 20_000 },
];

/** The gaps before the pieces of one answer, in milliseconds: 250 pieces in the median. */
export function drawGaps(host: Host, random: Random): number[] {
  const pieces = Math.round(Math.min(1_500, Math.max(20, logNormal(250, 0.7, random))));
  return Array.from({ length: pieces }, () => drawGap(host, random));
}

function drawGap({ medianMs, sigma, burst, longGaps }: Host, random: Random): number {
  const kind = random();
  if (kind < longGaps) return 2_000 + 2_000 * random();
  if (kind < longGaps + 1 / 300) return 500 + 1_500 * random();
  return random() < burst ? 0 : logNormal(medianMs, sigma, random);
}

function logNormal(median: number, sigma: number, random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

/** Mulberry32: the same numbers for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
