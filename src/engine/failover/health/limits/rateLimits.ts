import type { Clock } from '../../../model/async/clock';
import { type Disposable, Emitter, type Event } from '../../../model/async/event';
import type { RateLimit } from '../../../model/provider/rateLimit';
import type { Route } from '../../../model/route/route';
import type { Records, RecordStore } from '../../../storage/records/recordStore';
import type { KnownLimit } from '../../api/routeLimits';
import { isClockSetBack } from '../circuit/clockChange';
import { limitKey } from '../records/healthKeys';
import { freeAt, nowOf } from './knownLimits';
import { isValidRecord, type LimitRecord, rateLimitTable } from './rateLimitTable';
import { UnansweredRequests } from './unansweredRequests';

export interface RateLimitsDeps {
  readonly clock: Clock;
  /** Shares them with other windows, which use the same keys, and keeps them for later ones. */
  readonly records?: RecordStore;
}

/** What a request takes of a host's limits until the host says what it has left. */
export interface Reservation {
  /** What the host says of its limits with the response to it. */
  said(limits: readonly RateLimit[]): void;
  /** The response has come, or the request never reached the host. */
  release(): void;
  /** It reached the host, which counts it, and no response is waited for any more. */
  giveUp(): void;
}

/** A host that has answered although its limits said that it would not is not believed for so long. */
const disbelievedForMs = 600_000;
/** Resets are written in whole seconds. */
const roundingMs = 1_000;

/**
 * What hosts have said of their limits, for each route: the last response counts. A limit that is used up is a forecast and no
 * refusal. It keeps a route from being asked for a while at most, and not where the host has answered in spite of it.
 */
export class RateLimits implements Disposable {
  private readonly known = new Map<string, LimitRecord>();
  private readonly disbelievedUntil = new Map<string, number>();
  private readonly unanswered = new UnansweredRequests();
  private readonly records: Records<LimitRecord> | undefined;
  private readonly subscription: Disposable | undefined;
  private readonly changed = new Emitter<void>();

  /** Another window has learned something. */
  readonly onDidLearn: Event<void> = this.changed.event;

  constructor(private readonly deps: RateLimitsDeps) {
    this.records = deps.records?.of(rateLimitTable);
    this.subscription = this.records?.onDidRead((records) => this.learn(records));
  }

  /** A request of so many tokens is sent. */
  reserve(route: Route, tokens: number): Reservation {
    const key = limitKey(route);
    const request = this.unanswered.add(key, tokens);
    const release = (): void => this.unanswered.remove(key, request);
    return {
      release,
      said: (limits) => {
        if (this.unanswered.answered(key, request)) this.record(route, limits);
      },
      giveUp: () => {
        request.isGivenUp = true;
        // Nothing would ever count it where the host says nothing.
        if (this.of(route).length === 0) release();
      },
    };
  }

  /** Those that are not full again yet, with what has come back of them by now. */
  of(route: Route): readonly KnownLimit[] {
    const now = this.deps.clock.now();
    const record = this.valid(limitKey(route), now);
    return record?.limits.flatMap((limit) => nowOf(limit, record.at, now) ?? []) ?? [];
  }

  /**
   * When the host is expected to take a request of so many tokens, besides those that it has not answered yet; undefined where
   * that is now. Milliseconds since the epoch. Cheap enough for each key stroke.
   */
  freeAt(route: Route, tokens = 0): number | undefined {
    const key = limitKey(route);
    return this.lastEnd(key, (limit, at) => freeAt(limit, at, tokens, this.unanswered.takenOf(limit, key)));
  }

  /** Until when the host refuses by its own word. */
  usedUpUntil(route: Route): number | undefined {
    return this.lastEnd(limitKey(route), (limit, at) => freeAt(limit, at, 0, 0));
  }

  /** A request that left at this time has been answered; when it was permitted, the host was expected to refuse until `until`. */
  answered(route: Route, leftAt: number, until: number): void {
    if (leftAt < until - roundingMs)
      this.disbelievedUntil.set(limitKey(route), this.deps.clock.now() + disbelievedForMs);
  }

  /** Of one provider, or of all. */
  forget(providerId?: string): void {
    this.disbelievedUntil.clear();
    for (const { key, provider } of this.known.values())
      // The other windows have to hear of it.
      if (providerId === undefined || provider === providerId) this.change(key, provider, []);
  }

  dispose(): void {
    this.subscription?.dispose();
    this.changed.dispose();
  }

  private record(route: Route, limits: readonly RateLimit[]): void {
    const now = this.deps.clock.now();
    this.change(
      limitKey(route),
      route.providerId,
      limits.map(({ resetMs, ...limit }) => ({ ...limit, ...(resetMs !== undefined && { until: now + resetMs }) })),
    );
  }

  private lastEnd(key: string, endOf: (limit: KnownLimit, at: number) => number | undefined): number | undefined {
    const now = this.deps.clock.now();
    const record = this.valid(key, now);
    if (!record || now < (this.disbelievedUntil.get(key) ?? 0)) return undefined;
    const last = Math.max(...record.limits.flatMap((limit) => endOf(limit, record.at) ?? []));
    return last > now ? last : undefined;
  }

  private valid(key: string, now: number): LimitRecord | undefined {
    const record = this.known.get(key);
    return record && !isClockSetBack(record.at, now) ? record : undefined;
  }

  private change(key: string, provider: string, limits: readonly KnownLimit[]): void {
    const now = this.deps.clock.now();
    const before = this.valid(key, now)?.at ?? -Infinity;
    // It has to win over what it replaces in all windows.
    const record = { key, provider, at: Math.max(now, before + 1), limits };
    this.known.set(key, record);
    this.records?.write(record);
  }

  private learn(records: readonly LimitRecord[]): void {
    const now = this.deps.clock.now();
    for (const record of records) {
      const mine = this.valid(record.key, now);
      if ((mine && record.at <= mine.at) || !isValidRecord(record, now)) continue;
      this.known.set(record.key, record);
      this.unanswered.answeredElsewhere(record.key);
    }
    this.changed.fire();
  }
}
