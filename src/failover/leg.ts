import type { Clock } from '../model/clock';
import type { Failure } from '../model/failure';
import type { Route } from '../model/route';
import type { StreamEvent, Usage } from '../model/stream';
import { estimateTokens } from '../model/tokens';
import type { AttemptOutcome, AttemptRecord } from './answer';
import { isContent } from './attempt';
import type { Permit } from './health';
import { attemptRecord } from './ledger';

export interface LegOptions {
  readonly route: Route;
  readonly permit: Permit;
  readonly clock: Clock;
  readonly inputTokens: number;
  /** `onRequest` is to be called when the request leaves. */
  readonly open: (signal: AbortSignal, onRequest: () => void) => AsyncGenerator<StreamEvent, void, undefined>;
  /** Called once, when the leg has ended. */
  readonly onSettled: (record: AttemptRecord) => void;
}

/**
 * One attempt with its permit and its line in the ledger. However it ends, health hears exactly one verdict and the
 * ledger gets exactly one record.
 */
export class Leg {
  readonly route: Route;
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

  constructor(private readonly options: LegOptions) {
    this.route = options.route;
    this.requestedAt = options.clock.now();
    let resolve: () => void = () => undefined;
    this.requested = new Promise((settle) => (resolve = settle));
    this.events = options.open(this.controller.signal, () => {
      this.requestedAt = options.clock.now();
      resolve();
    });
  }

  /** The next event; the same promise until it was taken with `take`, so that several legs can be raced. */
  peek(): Promise<StreamEvent> {
    this.tellFirstContent();
    this.pending ??= this.events.next().then(({ value }) => {
      // The generator's contract is a last `done` or `failed`, after which nobody asks again.
      const event = value as StreamEvent;
      this.note(event);
      return event;
    });
    return this.pending;
  }

  take(): void {
    this.pending = undefined;
  }

  /** Ends the leg without a verdict: the user gave up, or another leg was faster. */
  cancel(outcome: Extract<AttemptOutcome, 'cancelled' | 'hedge-lost'>): void {
    if (this.settled) return;
    this.tellFirstContent();
    this.options.permit.release();
    this.settle(outcome);
    this.controller.abort();
  }

  private note(event: StreamEvent): void {
    if (this.settled) return;
    if (isContent(event)) this.firstContentMs ??= this.options.clock.now() - this.requestedAt;
    switch (event.type) {
      case 'text':
      case 'thinking':
        this.received += estimateTokens(event.text);
        return;
      case 'usage':
        this.usage = { ...this.usage, ...event.usage };
        return;
      case 'done':
        this.options.permit.succeed();
        this.settle('served');
        return;
      case 'failed':
        this.failure = event.failure;
        if (event.failure.kind === 'cancelled') this.options.permit.release();
        else this.options.permit.fail(event.failure);
        this.settle(event.failure.kind === 'cancelled' ? 'cancelled' : 'failed');
        return;
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
    // Nobody asks the attempt for more, so it has to be told to put its clocks and its socket away.
    this.events.return().catch(() => undefined);
    this.options.onSettled(
      attemptRecord({
        route: this.route,
        outcome,
        failure: this.failure,
        firstContentMs: this.firstContentMs,
        usage: this.usage,
        inputTokens: this.options.inputTokens,
        outputTokens: this.received,
      }),
    );
  }
}
