import { abortReason } from '../../model/abortReason';
import type { Clock } from '../../model/clock';
import type { Failure } from '../../model/failure';
import type { Route } from '../../model/route';
import type { StreamEvent, Usage } from '../../model/stream';
import { estimateTokens } from '../../model/tokenEstimate';
import type { AttemptOutcome, AttemptRecord } from '../api/answer';
import { isContent } from './streamWithDeadlines';
import type { Permit } from '../health/health';
import type { RequestProfile } from '../api/requestProfile';
import { attemptRecord } from '../policies/attemptCost';

export interface AttemptOptions {
  readonly route: Route;
  readonly profile: RequestProfile;
  readonly permit: Permit;
  /** The request's; absent for a leg that may outlive it. */
  readonly signal?: AbortSignal;
  readonly clock: Clock;
  readonly inputTokens: number;
  /** `onRequest` is to be called when the request leaves. */
  readonly open: (signal: AbortSignal, onRequest: () => void) => AsyncGenerator<StreamEvent, void, undefined>;
  /** What comes, as its reader judges it: what does not go on with a broken-off answer, though asked to, has failed. */
  readonly judge?: (event: StreamEvent) => StreamEvent;
  /** A failure that says nothing about the provider. */
  readonly isExcused?: (failure: Failure) => boolean;
  /** Called once, for the ledger: when the leg has ended, or when the request no longer waits for it. */
  readonly onBooked: (record: AttemptRecord) => void;
  /** Called once, when the leg has ended. */
  readonly onEnded: (record: AttemptRecord) => void;
}

/**
 * One attempt with its permit and its line in the ledger. However it ends, health hears exactly one verdict and the
 * ledger gets exactly one record.
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
  private toldFirstContent = false;
  private usage: Usage | undefined;
  private received = 0;
  private settled = false;
  private booked = false;
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

  /** The next event; the same promise until it was taken with `take`, so that several legs can be raced. */
  peek(): Promise<StreamEvent> {
    this.tellFirstContent();
    this.pending ??= this.events.next().then(({ value }) => {
      // The generator's contract is a last `done` or `failed`, after which nobody asks again.
      const said = value as StreamEvent;
      const event = this.options.judge?.(said) ?? said;
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
    this.book('hedge-lost');
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

  /** Ends the leg without a verdict: the user gave up, or another leg was faster. */
  cancel(outcome: Extract<AttemptOutcome, 'cancelled' | 'hedge-lost'>): void {
    if (!this.settled) this.end(outcome, () => this.options.permit.released());
  }

  private end(outcome: AttemptOutcome, tell: () => void): void {
    this.tellFirstContent();
    tell();
    this.settle(outcome);
    this.controller.abort(abortReason);
  }

  private note(event: StreamEvent): void {
    if (this.settled) return;
    if (isContent(event)) this.firstContentMs ??= this.options.clock.monotonicMs() - this.requestedAt;
    switch (event.type) {
      case 'text':
      case 'thinking':
        this.received += estimateTokens(event.text);
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

  /** Not before more is asked for, so that the content is on its way: what health makes of it can wait, the user cannot. */
  private tellFirstContent(): void {
    if (this.firstContentMs === undefined || this.toldFirstContent) return;
    this.toldFirstContent = true;
    this.options.permit.firstContent(this.firstContentMs);
  }

  private settle(outcome: AttemptOutcome): void {
    this.settled = true;
    this.signal?.removeEventListener('abort', this.onAbort);
    // Nobody asks the attempt for more, so it has to be told to put its clocks and its socket away.
    this.events.return().catch(() => undefined);
    this.book(outcome);
    this.options.onEnded(this.record(outcome));
  }

  private book(outcome: AttemptOutcome): void {
    if (this.booked) return;
    this.booked = true;
    this.options.onBooked(this.record(outcome));
  }

  private record(outcome: AttemptOutcome): AttemptRecord {
    return attemptRecord({
      route: this.route,
      outcome,
      failure: this.failure,
      firstContentMs: this.firstContentMs,
      usage: this.usage,
      inputTokens: this.options.inputTokens,
      outputTokens: this.received,
    });
  }
}
