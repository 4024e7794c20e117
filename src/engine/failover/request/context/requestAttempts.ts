import type { Route } from '../../../model/route/route';
import type { Usage } from '../../../model/stream/stream';
import type { AttemptRecord } from '../../api/answer';
import { spentOf } from '../../policies/attemptCost';

/** The attempts of one request: which routes were asked, how many attempts that makes, and what became of each. */
export class RequestAttempts {
  private readonly all: AttemptRecord[] = [];
  private readonly askedIds = new Set<string>();
  private begun = 0;

  /** One for each attempt that has ended or is no longer waited for, in that order. */
  get records(): readonly AttemptRecord[] {
    return this.all;
  }

  /** Attempts begun, without probes and repetitions. */
  get count(): number {
    return this.begun;
  }

  /** US dollars, as far as prices are known. */
  get spent(): number {
    return spentOf(this.all);
  }

  /** The route is asked now. */
  begin(route: Route): void {
    this.markAsked(route);
    this.begun += 1;
  }

  add(record: AttemptRecord): void {
    this.all.push(record);
  }

  /** The route is not to be asked again, though it is no attempt of the request: a probe, or a route that was refused. */
  markAsked({ id }: Route): void {
    this.askedIds.add(id);
  }

  hasAsked({ id }: Route): boolean {
    return this.askedIds.has(id);
  }

  /** The route may be asked once more, in place of its attempt before. */
  reopen(route: Route): void {
    this.askedIds.delete(route.id);
    this.uncount();
  }

  /** The attempt that is about to begin repeats one that counts already. */
  uncount(): void {
    this.begun -= 1;
  }

  /** Whether an attempt of the route ended without a failure. */
  hasUnfailed(route: Route): boolean {
    return this.all.some((record) => record.route === route && record.failure === undefined);
  }

  /** Whether another route than this has a record. */
  hasOther(route: Route): boolean {
    return this.all.some((record) => record.route !== route);
  }

  /** Of the route's last attempt. */
  usageOf(route: Route): Usage | undefined {
    return this.all.findLast((record) => record.route === route)?.usage;
  }
}
