import { ContinuationMerger } from '../../../../../src/engine/failover/splice/continuationMerger';
import { anchorOf, cutPointOf, solidOf } from '../../../../../src/engine/failover/splice/cutPoint';

/** What the user reads in the end, when `continued` arrives in the given pieces. */
export function joined(shown: string, continued: string, options: { prefill?: boolean; pieces?: number } = {}): string {
  const joiner = new ContinuationMerger(cutPointOf(shown), shown, options.prefill ?? false);
  let text = shown;
  const size = options.pieces ?? 3;
  const joins = [];
  for (let at = 0; at < continued.length; at += size) joins.push(joiner.push(continued.slice(at, at + size)));
  joins.push(joiner.end());
  for (const join of joins) {
    if (!join) continue;
    if (join.retractTo !== undefined) text = text.slice(0, join.retractTo);
    text += join.text;
  }
  return text;
}

/** Whether what came can be no continuation. */
export function isRefused(shown: string, reply: string, options: { prefill?: boolean; pieces?: number } = {}): boolean {
  const joiner = new ContinuationMerger(cutPointOf(shown), shown, options.prefill ?? false);
  const size = options.pieces ?? 3;
  for (let at = 0; at < reply.length; at += size) joiner.push(reply.slice(at, at + size));
  joiner.end();
  return joiner.isRefused;
}

export const prose =
  'The circuit opens after three failures in a row. While it is open no request is sent to that provider, ' +
  'and the next provider in the chain answers instead. When the time is over, one request is let through.';

export function count(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => ` ${from + index}`).join('');
}

/** What a model without prefill writes that does exactly as it is asked to. */
export function asAsked(whole: string, at: number): string {
  const seam = cutPointOf(whole.slice(0, at));
  return anchorOf(seam) + whole.slice(solidOf(seam).length);
}

/** What a model writes that begins the line anew in which the answer broke off. */
export function lineAnew(whole: string, at: number): string {
  const solid = solidOf(cutPointOf(whole.slice(0, at)));
  return whole.slice(solid.lastIndexOf('\n', solid.length - 1) + 1).trimStart();
}
