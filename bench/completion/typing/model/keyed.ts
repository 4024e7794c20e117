import { Draws } from '../../../simulation/draws';

/** A number for a text, the same in every run. */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Uniform in [0, 1), the same for the same key whoever asks and however often. */
export function uniformOf(...key: readonly number[]): number {
  return new Draws(...key).uniform();
}

/** Whole milliseconds. The median is `median`; `sigma` is the standard deviation of the logarithm. */
export function lognormalOf(median: number, sigma: number, ...key: readonly number[]): number {
  return Math.round(new Draws(...key).lognormal(Math.log(median), sigma));
}
