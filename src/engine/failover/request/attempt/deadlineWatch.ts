import * as l10n from '@vscode/l10n';
import type { Clock } from '../../../model/async/clock';
import type { Failure } from '../../../model/failure/failure';
import { Interruption } from '../../../model/async/interruption';
import type { StreamEvent } from '../../../model/stream/stream';
import type { Deadlines } from '../../policies/deadlines';
import { emptyAnswer } from './emptyAnswer';
import { isContent } from './isContent';

export interface DeadlineWatchOptions {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly label: string;
  /** The request leaves, or is known to have left by what came of it. Called once. */
  readonly onRequest?: () => void;
  /** The longest time without a byte in the text, when the answer has ended well or has stalled. Called once at most. */
  readonly onLongestGap?: (ms: number) => void;
}

/**
 * The deadlines of one attempt: until its request leaves, until its first content, and for silence after that. One timer serves
 * them all. What is overdue interrupts.
 */
export class DeadlineWatch {
  readonly interruption = new Interruption<Failure>();
  hasContent = false;
  private timer: unknown;
  private readonly clock: Clock;
  private readonly deadlines: Deadlines;
  private readonly label: string;
  private readonly onRequest: (() => void) | undefined;
  private readonly onLongestGap: ((ms: number) => void) | undefined;
  private readonly startedAt: number;
  /** Of the first thing that was sent, from which on the host is waited for. */
  private sentAt: number | undefined;
  /** Text of the user has left. */
  hasLeft = false;
  private headersAt: number | undefined;
  private lastByteAt: number;
  private lastContentAt: number;
  /** The last content was text. */
  private inText = false;
  private longestGapMs: number | undefined;
  private pausedAt: number | undefined;
  private dueAt = 0;
  /** For which nothing could be received, because this process did not run. */
  private deafMs = 0;

  constructor({ clock, deadlines, label, onRequest, onLongestGap }: DeadlineWatchOptions) {
    this.clock = clock;
    this.deadlines = deadlines;
    this.label = label;
    this.onRequest = onRequest;
    this.onLongestGap = onLongestGap;
    this.startedAt = this.lastByteAt = this.lastContentAt = clock.monotonicMs();
    this.arm();
  }

  questionSent(): void {
    if (this.sentAt !== undefined || this.timer === undefined) return;
    this.sentAt = this.clock.monotonicMs();
    this.rearm();
  }

  requestSent(): void {
    this.questionSent();
    if (this.hasLeft || this.timer === undefined) return;
    this.hasLeft = true;
    this.onRequest?.();
  }

  headersSeen(): void {
    this.requestSent();
    this.headersAt ??= this.clock.monotonicMs();
    this.bytesSeen();
  }

  bytesSeen(): void {
    const now = this.clock.monotonicMs();
    if (this.inText) this.longestGapMs = Math.max(this.longestGapMs ?? 0, now - this.lastByteAt);
    this.lastByteAt = now;
  }

  /** An event of any kind came. */
  eventSeen(): void {
    this.headersSeen();
  }

  received(event: StreamEvent): void {
    if (event.type === 'text-was-thinking') {
      this.inText = false;
      this.longestGapMs = undefined;
    }
    if (event.type === 'done') this.reportLongestGap();
    if (!isContent(event)) return;
    this.lastContentAt = this.clock.monotonicMs();
    const wasInText = this.inText;
    this.inText = event.type === 'text';
    const isDueSooner = !this.hasContent || (this.inText && !wasInText);
    this.hasContent = true;
    if (isDueSooner) this.rearm();
  }

  /** Not where this process did not run for a while: the gaps may be its own. */
  private reportLongestGap(): void {
    if (this.longestGapMs !== undefined && this.deafMs === 0) this.onLongestGap?.(this.longestGapMs);
  }

  /** While the consumer is busy the stream is not read, so silence is not the provider's. */
  pause(): void {
    this.pausedAt = this.clock.monotonicMs();
  }

  resume(): void {
    if (this.pausedAt === undefined) return;
    const awayMs = this.clock.monotonicMs() - this.pausedAt;
    this.lastByteAt += awayMs;
    this.lastContentAt += awayMs;
    this.pausedAt = undefined;
  }

  stop(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  endedEarly(): Failure {
    return this.hasContent
      ? {
          kind: 'stream-cut',
          scope: 'model',
          message: l10n.t('{0} broke off before the end of its answer.', this.label),
        }
      : emptyAnswer(this.label);
  }

  /** The next deadline may now be earlier than the one before. */
  private rearm(): void {
    if (this.timer === undefined) return;
    this.stop();
    this.arm();
  }

  private arm(): void {
    const now = this.clock.monotonicMs();
    this.dueAt = Math.max(now + 1, this.nextDeadline().at + this.deafMs);
    this.timer = this.clock.setTimeout(() => this.check(), this.dueAt - now);
  }

  // Deadlines move with every byte. A timer set again for each byte would cost more than one that checks when it is due.
  private check(): void {
    const now = this.clock.monotonicMs();
    // Node runs timers before it reads: bytes of the meantime lie unread in the socket and look like silence.
    const lateMs = now - this.dueAt;
    if (lateMs > usualLatenessMs) this.deafMs = Math.min(this.deafMs + lateMs + timeToReadMs, longestDeafMs);
    const { at, failure } = this.nextDeadline();
    if (this.pausedAt === undefined && now >= at + this.deafMs) {
      this.interruption.interrupt(failure());
      return;
    }
    this.arm();
  }

  private nextDeadline(): { at: number; failure: () => Failure } {
    const { deadlines } = this;
    if (this.pausedAt !== undefined)
      return { at: this.clock.monotonicMs() + deadlines.silenceMs, failure: () => this.late() };
    if (this.sentAt === undefined) {
      return { at: this.startedAt + deadlines.preparationMs, failure: () => this.unsent() };
    }
    if (!this.hasContent) {
      const headers = this.headersAt === undefined ? deadlines.headersMs : Infinity;
      return { at: this.sentAt + Math.min(headers, deadlines.firstContentMs), failure: () => this.late() };
    }
    const silence = this.lastByteAt + (this.inText ? deadlines.silenceInTextMs : deadlines.silenceMs);
    const progress = this.lastContentAt + deadlines.progressMs;
    return { at: Math.min(silence, progress), failure: () => this.stalled() };
  }

  private unsent(): Failure {
    const seconds = secondsBetween(this.startedAt, this.clock.monotonicMs());
    const message = l10n.t('The request to {0} could not be sent within {1} s.', this.label, seconds);
    return { kind: 'unknown', scope: 'request', message };
  }

  private late(): Failure {
    const seconds = secondsBetween(this.sentAt ?? this.startedAt, this.clock.monotonicMs());
    return {
      kind: 'first-token-timeout',
      scope: this.headersAt === undefined ? 'endpoint' : 'model',
      message: l10n.t('{0} did not begin to answer within {1} s.', this.label, seconds),
    };
  }

  private stalled(): Failure {
    // The gap is at least this long. Without it, the usual gap could only be learned to be shorter.
    this.bytesSeen();
    this.reportLongestGap();
    const seconds = secondsBetween(this.lastContentAt, this.clock.monotonicMs());
    return {
      kind: 'stalled',
      scope: 'model',
      message: l10n.t('{0} fell silent in mid-answer for {1} s.', this.label, seconds),
    };
  }
}

/** A timer that is later than this was held up by a process, or a machine, that did not run. */
const usualLatenessMs = 50;
/** To read what came in the meantime. */
const timeToReadMs = 250;
/** In one attempt: a machine that is always busy must get to an end too. */
const longestDeafMs = 5_000;

function secondsBetween(start: number, end: number): number {
  return Math.round((end - start) / 100) / 10;
}
