/** What is counted of suggestions and requests. */
export type Counter =
  | 'requests'
  | 'failed'
  /** Tokens, as far as providers report them. */
  | 'inputTokens'
  | 'outputTokens'
  /** Suggestions handed to the editor. */
  | 'offered'
  /** Suggestions without a request of their own. */
  | 'fromMemory'
  | 'accepted'
  | 'typedThrough';

/** Number of suggestions that took about as long, by the number of their span of time. */
export type TimeSpan = `ms${number}`;

/** By `Counter` and `TimeSpan`. Absent counts are 0. */
export type Counts = Readonly<Record<string, number>>;

export const noCounts: Counts = {};

export function countFor(counts: Counts, counter: Counter): number {
  return counts[counter] ?? 0;
}

export function added(a: Counts, b: Counts): Counts {
  const sum: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** Each span of time is longer by this factor, so that a time is right within a tenth. */
const spanFactor = 2 ** 0.25;

/** The span of a time in milliseconds. The first span ends at 1 ms. */
export function timeSpan(ms: number): TimeSpan {
  return `ms${Math.max(0, Math.ceil(Math.log(Math.max(1, ms)) / Math.log(spanFactor)))}`;
}

/**
 * Milliseconds within which this share of the suggestions came, right within a tenth; undefined where no suggestion was
 * timed.
 */
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
