import type { Token } from './tokens';

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Which bracket or quote closes which, strings and comments apart. Pairs that do not nest well are left out. */
export function pairsOf(text: string, tokens: readonly Token[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { start, kind } of tokens) {
    if (kind !== 'punctuation') continue;
    const char = text.charAt(start);
    if (char in closers) open.push(start);
    else if (/[)\]}]/.test(char)) {
      const last = open.pop();
      if (last !== undefined && closers[text.charAt(last)] === char) pairs.set(last, start);
    }
  }
  for (const [first, last] of strings(tokens)) pairs.set(first, last);
  return pairs;
}

/** First and last character of each string. */
function* strings(tokens: readonly Token[]): Generator<readonly [number, number]> {
  let first: number | undefined;
  for (const [index, { start, end, kind }] of tokens.entries()) {
    if (kind === 'string') first ??= start;
    const next = tokens[index + 1];
    const goesOn = next?.kind === 'string' || (next?.kind === 'space' && tokens[index + 2]?.kind === 'string');
    if (first === undefined || (kind !== 'string' && kind !== 'space') || goesOn) continue;
    if (kind === 'string' && end - 1 > first) yield [first, end - 1];
    first = undefined;
  }
}
