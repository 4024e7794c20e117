import { abortReason } from '../../../model/async/abortReason';
import type { Clock } from '../../../model/async/clock';
import type { Failure } from '../../../model/failure/failure';
import type { Price } from '../../../model/price';
import type { Route } from '../../../model/route/route';
import type { StreamEvent, Usage } from '../../../model/stream/stream';
import { estimateTokens } from '../../../model/request/tokenEstimate';
import type { AttemptOutcome, AttemptRecord } from '../../api/answer';
import { isContent } from './isContent';
import type { Permit } from '../../health/health';
import type { RequestProfile } from '../../api/requestProfile';
import { attemptRecord } from '../../policies/attemptCost';

export interface AttemptOptions {
  readonly route: Route;
  readonly profile: RequestProfile;
  readonly permit: Permit;
  /** The request's; absent for an attempt that may outlive it. */
  readonly signal?: AbortSignal;
  readonly clock: Clock;
  readonly inputTokens: number;
  /** Of the route; undefined where it is not known. */
  readonly price: Price | undefined;
  /** `onRequest` is to be called when the request leaves. */
  readonly open: (signal: AbortSignal, onRequest: () => void) => AsyncGenerator<StreamEvent, void, undefined>;
  /** Replaces an event by a failure where the reply does not go on with a broken-off answer, though asked to. */
  readonly judge?: (event: StreamEvent) => StreamEvent;
  /** A failure that says nothing about the provider. */
  readonly isExcused?: (failure: Failure) => boolean;
  /** Called once: when the attempt has ended, or when the request no longer waits for it. */
  readonly onRecord: (record: AttemptRecord) => void;
  /** Called once, when the attempt has ended. */
  readonly onEnded: (record: AttemptRecord) => void;
}

/**
 * One attempt with its permit. However it ends, its permit gets exactly one end and the request exactly one record.
 */
export class Attempt {
  readonly route: Route;
  readonly profile: RequestProfile;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  failure: Failure | undefined;
  private readonly controller = new AbortController();
  private readonly events: AsyncGenerator<StreamEvent, void, undefined>;
  /** Resolves when the request leaves, which may be never. */
  readonly requested: Promise<void>;
  private requestedAt: number;
  private pending: Promise<StreamEvent> | undefined;
  private firstContentMs: number | undefined;
  private isFirstContentReported = false;
  private usage: Usage | undefined;
  private receivedTokens = 0;
  private settled = false;
  private isRecorded = false;
  private signal: AbortSignal | undefined;
  private readonly onAbort = (): void => this.controller.abort(abortReason);

  constructor(private readonly options: AttemptOptions) {
    this.route = options.route;
    this.profile = options.profile;
    this.startedAt = this.requestedAt = options.clock.monotonicMs();
    if (options.signal) this.bindSignal(options.signal);
    let resolve: () => void = () => undefined;
    this.requested = new Promise((settle) => (resolve = settle));
    this.events = options.open(this.controller.signal, () => {
      this.requestedAt = options.clock.monotonicMs();
      resolve();
    });
  }

  /** The next event; the same promise until it was taken with `take`, so that several attempts can race. */
  peek(): Promise<StreamEvent> {
    this.reportFirstContent();
    this.pending ??= this.events.next().then(({ value }) => {
      // The generator ends with a `done` or `failed`, after which it is not asked again.
      const streamed = value as StreamEvent;
      const event = this.options.judge?.(streamed) ?? streamed;
      this.note(event);
      return event;
    });
    return this.pending;
  }

  take(): void {
    this.pending = undefined;
  }

  /** Whether its route has answered with anything yet. */
  get hasContent(): boolean {
    return this.firstContentMs !== undefined;
  }

  /** From now on the attempt ends with the signal. */
  bindSignal(signal: AbortSignal): void {
    this.signal = signal;
    signal.addEventListener('abort', this.onAbort, { once: true });
    if (signal.aborted) this.onAbort();
  }

  /** The request ends or goes on without it; its end counts for health alone. */
  detach(): void {
    if (this.settled) return;
    this.signal?.removeEventListener('abort', this.onAbort);
    this.recordOnce('hedge-lost');
  }

  /** The reader wants no more of it. */
  finish(): void {
    if (!this.profile.isServedWhenLeft || !this.hasContent) this.cancel('cancelled');
    else if (!this.settled) this.end('served', () => this.options.permit.succeeded());
  }

  /** It is not read any more, but what came shows that its route is well. */
  endAsHealthy(): void {
    if (!this.settled) this.end('hedge-lost', () => this.options.permit.succeeded());
  }

  /** Ends it and reports nothing to health: the user cancelled, or another attempt was faster. */
  cancel(outcome: Extract<AttemptOutcome, 'cancelled' | 'hedge-lost'>): void {
    if (!this.settled) this.end(outcome, () => this.options.permit.released());
  }

  private end(outcome: AttemptOutcome, reportEnd: () => void): void {
    this.reportFirstContent();
    reportEnd();
    this.settle(outcome);
    this.controller.abort(abortReason);
  }

  private note(event: StreamEvent): void {
    if (this.settled) return;
    if (isContent(event)) this.firstContentMs ??= this.options.clock.monotonicMs() - this.requestedAt;
    switch (event.type) {
      case 'text':
      case 'thinking':
        this.receivedTokens += estimateTokens(event.text);
        return;
      case 'usage':
        this.usage = { ...this.usage, ...event.usage };
        return;
      case 'done':
        this.options.permit.succeeded();
        this.settle('served');
        return;
      case 'failed':
        this.failure = event.failure;
        if (event.failure.kind === 'cancelled' || this.options.isExcused?.(event.failure) === true) {
          this.options.permit.released();
          this.settle(event.failure.kind === 'cancelled' ? 'cancelled' : 'hedge-lost');
          return;
        }
        this.options.permit.failed(event.failure);
        this.settle('failed');
        return;
      case 'text-was-thinking':
      case 'tool-call':
      case 'tool-call-started':
        return;
    }
  }

  /** Not before the next event is read: the content goes to the user first, and health can wait. */
  private reportFirstContent(): void {
    if (this.firstContentMs === undefined || this.isFirstContentReported) return;
    this.isFirstContentReported = true;
    this.options.permit.firstContent(this.firstContentMs);
  }

  private settle(outcome: AttemptOutcome): void {
    this.settled = true;
    this.signal?.removeEventListener('abort', this.onAbort);
    // The generator is not read any more, so it has to be closed for its timers and its socket.
    this.events.return().catch(() => undefined);
    this.recordOnce(outcome);
    this.options.onEnded(this.record(outcome));
  }

  private recordOnce(outcome: AttemptOutcome): void {
    if (this.isRecorded) return;
    this.isRecorded = true;
    this.options.onRecord(this.record(outcome));
  }

  private record(outcome: AttemptOutcome): AttemptRecord {
    return attemptRecord({
      route: this.route,
      outcome,
      failure: this.failure,
      firstContentMs: this.firstContentMs,
      usage: this.usage,
      price: this.options.price,
      inputTokens: this.options.inputTokens,
      outputTokens: this.receivedTokens,
    });
  }
}
