import type { KnownLimit } from '../../api/routeLimits';

/** A request that was sent to a host, which has not said yet what it has left after it. */
interface UnansweredRequest {
  /** Counts up over all hosts: a host gets them in about this order. */
  readonly number: number;
  /** Of its input, as estimated. */
  readonly tokens: number;
  /** No answer is waited for any more. */
  isGivenUp: boolean;
}

/** What of each host's limits is asked for already and not yet in what the host says that it has left. */
export class UnansweredRequests {
  private readonly of = new Map<string, Set<UnansweredRequest>>();
  /** Per host, the number of the last request of which it has said what it has left. */
  private readonly answeredUpTo = new Map<string, number>();
  private sent = 0;

  add(key: string, tokens: number): UnansweredRequest {
    const request = { number: (this.sent += 1), tokens, isGivenUp: false };
    const requests = this.of.get(key);
    if (requests) requests.add(request);
    else this.of.set(key, new Set([request]));
    return request;
  }

  remove(key: string, request: UnansweredRequest): void {
    const requests = this.of.get(key);
    requests?.delete(request);
    if (requests?.size === 0) this.of.delete(key);
  }

  /**
   * The host has said what it has left: it counts a request when it comes, so that all that were sent before this one are
   * counted. False where it has said so of a later one before.
   */
  answered(key: string, { number }: UnansweredRequest): boolean {
    if (number < (this.answeredUpTo.get(key) ?? 0)) return false;
    this.answeredUpTo.set(key, number);
    this.removeWhere(key, (each) => each.number <= number);
    return true;
  }

  /** The host has said to another window what it has left, which counts those that nobody waits for. */
  answeredElsewhere(key: string): void {
    this.removeWhere(key, ({ isGivenUp }) => isGivenUp);
  }

  /** What they take of the limit, in its unit. How much an answer takes is not known before. */
  takenOf({ unit, sparesStored }: KnownLimit, key: string): number {
    const requests = this.of.get(key);
    if (!requests || unit === 'output-tokens' || (unit !== 'requests' && sparesStored === true)) return 0;
    if (unit === 'requests') return requests.size;
    let sum = 0;
    for (const { tokens } of requests) sum += tokens;
    return sum;
  }

  private removeWhere(key: string, isCounted: (request: UnansweredRequest) => boolean): void {
    for (const request of this.of.get(key) ?? []) if (isCounted(request)) this.remove(key, request);
  }
}
