/** What is counted of suggestions and requests. */
export type Counter =
  | 'requests'
  | 'failed'
  /** Tokens, as far as providers tell them. */
  | 'inputTokens'
  | 'outputTokens'
  /** Suggestions handed to the editor. */
  | 'offered'
  /** Those of them that no request was made for. */
  | 'fromMemory'
  | 'accepted'
  | 'typedThrough';

/** How many suggestions took about as long, by the number of the span of time. */
export type TimeSpan = `ms${number}`;

/**
 * By `Counter` and `TimeSpan`. Counts only grow, so that of two states of the same counts the larger is the later; what is
 * absent is 0.
 */
export type Counts = Readonly<Record<string, number>>;

export const noCounts: Counts = {};

export function countOf(counts: Counts, counter: Counter): number {
  return counts[counter] ?? 0;
}

export function added(a: Counts, b: Counts): Counts {
  return merged(a, b, (x, y) => x + y);
}

export function larger(a: Counts, b: Counts): Counts {
  return merged(a, b, Math.max);
}

function merged(a: Counts, b: Counts, merge: (x: number, y: number) => number): Counts {
  const result: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) result[name] = merge(result[name] ?? 0, count);
  return result;
}

/** Spans of time grow by this factor, so that what is read back is right within a tenth. */
const spanFactor = 2 ** 0.25;

/** The span of a time in milliseconds; the first ends at 1 ms. */
export function timeSpan(ms: number): TimeSpan {
  return `ms${Math.max(0, Math.ceil(Math.log(Math.max(1, ms)) / Math.log(spanFactor)))}`;
}

/** Milliseconds that this share of the suggestions took at most, within a tenth; undefined when none was timed. */
export function timeWithin(counts: Counts, share: number): number | undefined {
  const spans = Object.entries(counts)
    .filter(([name]) => name.startsWith('ms'))
    .map(([name, count]) => ({ span: Number(name.slice(2)), count }))
    .sort((a, b) => a.span - b.span);
  const all = spans.reduce((sum, { count }) => sum + count, 0);
  let left = share * all;
  for (const { span, count } of spans) {
    left -= count;
    if (left <= 0) return spanFactor ** (span - 0.5);
  }
  return undefined;
}
