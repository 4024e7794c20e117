import type { Result } from '../trial/result';

/**
 * The result for programs: one line for each case, so that two runs can be compared line by line. A count that is absent
 * is 0.
 */
export function jsonOf({ cells, disobedience, ...rest }: Result): string {
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  return `${head},\n  "cells": ${linesOf(cells)},\n  "disobedience": ${linesOf(disobedience)}\n}\n`;
}

function linesOf(list: readonly object[]): string {
  const lines = list.map((one) => `    ${JSON.stringify(one, withoutNone)}`);
  return `[\n${lines.join(',\n')}\n  ]`;
}

const counts = new Set(['lost', 'repeated', 'foreign', 'takenBack', 'requestsToOthers']);

function withoutNone(key: string, value: unknown): unknown {
  return value === 0 && counts.has(key) ? undefined : value;
}
