import { ContinuationMerger } from '../../../../../src/engine/failover/splice/continuationMerger';
import { anchorOf, cutPointOf, solidOf } from '../../../../../src/engine/failover/splice/cutPoint';

/** The text on the surface after `continued` has come in pieces of that size. */
export function joined(shown: string, continued: string, options: { prefill?: boolean; pieces?: number } = {}): string {
  const merger = new ContinuationMerger(cutPointOf(shown), shown, options.prefill ?? false);
  let text = shown;
  const size = options.pieces ?? 3;
  const joins = [];
  for (let at = 0; at < continued.length; at += size) joins.push(merger.push(continued.slice(at, at + size)));
  joins.push(merger.end());
  for (const join of joins) {
    if (!join) continue;
    if (join.retractTo !== undefined) text = text.slice(0, join.retractTo);
    text += join.text;
  }
  return text;
}

/** Whether the merger refuses the reply. */
export function isRefused(shown: string, reply: string, options: { prefill?: boolean; pieces?: number } = {}): boolean {
  const merger = new ContinuationMerger(cutPointOf(shown), shown, options.prefill ?? false);
  const size = options.pieces ?? 3;
  for (let at = 0; at < reply.length; at += size) merger.push(reply.slice(at, at + size));
  merger.end();
  return merger.isRefused;
}

export const prose =
  'The circuit opens after three failures in a row. While it is open no request is sent to that provider, ' +
  'and the next provider in the chain answers instead. When the time is over, one request is let through.';

export function count(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => ` ${from + index}`).join('');
}

/** The reply of a model without prefill that follows its instruction exactly. */
export function asAsked(whole: string, at: number): string {
  const cutPoint = cutPointOf(whole.slice(0, at));
  return anchorOf(cutPoint) + whole.slice(solidOf(cutPoint).length);
}

/** The reply of a model that begins the line again in which the answer broke off. */
export function lineAnew(whole: string, at: number): string {
  const solid = solidOf(cutPointOf(whole.slice(0, at)));
  return whole.slice(solid.lastIndexOf('\n', solid.length - 1) + 1).trimStart();
}
