import { abortReason } from '../../model/abortReason';
import type { Clock } from '../../model/clock';
import type { Event } from '../../model/event';
import type { Failure } from '../../model/failure';
import { notAllowed } from '../../model/notAllowed';
import { Interruption } from '../../model/interruption';
import type { CallOptions } from '../../model/provider';
import type { StreamEvent } from '../../model/stream';
import { InvalidEvent, StreamCheck } from '../../model/streamCheck';
import type { Deadlines } from '../policies/deadlines';

export interface DeadlineStreamOptions {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Any of them calls the attempt off. */
  readonly signals: readonly AbortSignal[];
  readonly label: string;
  /** See `CallOptions`. */
  readonly mayBeEmpty?: boolean;
  /** Where the request offered none, calls of tools are no content. */
  readonly offersTools?: boolean;
  /** Looked at right before the request leaves, and while it waits to. */
  readonly allowance?: { readonly mayLeave: () => boolean; readonly onDidChange: Event<void> };
  /** The request leaves, or is known to have left by what came of it. Called once. */
  readonly onRequest?: () => void;
  /** The longest time without a byte in the text, when the answer has ended well or has stalled. Called once at most. */
  readonly onLongestGap?: (ms: number) => void;
}

type Open = (call: CallOptions) => AsyncIterable<StreamEvent>;

/**
 * Runs one attempt under its clocks. Yields what the provider yields and ends with exactly one `done` or `failed`,
 * whatever the provider does: a stream that throws, hangs, ends without a word, goes on after its end or yields what is
 * no event included. Ends within a tick of a signal, and never leaves the provider's stream open.
 */
export async function* streamWithDeadlines(
  open: Open,
  options: DeadlineStreamOptions,
): AsyncGenerator<StreamEvent, void, undefined> {
  const controller = new AbortController();
  const watch = new Watch(options);
  const onAbort = (): void => watch.interruption.interrupt(cancelled);
  for (const signal of options.signals) {
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  }
  const { mayBeEmpty = false, allowance } = options;
  const check = new StreamCheck(options.offersTools);
  const revoked = allowance?.onDidChange(() => {
    if (!watch.hasLeft && !allowance.mayLeave()) watch.interruption.interrupt(notAllowed(options.label));
  });
  let iterator: AsyncIterator<StreamEvent> | undefined;
  let ended = false;
  try {
    iterator = open({
      signal: controller.signal,
      mayBeEmpty,
      mayLeave: allowance?.mayLeave,
      onRequest: () => watch.requestSent(),
      onQuestion: () => watch.questionSent(),
      onHeaders: () => watch.headersSeen(),
      onBytes: () => watch.bytesSeen(),
    })[Symbol.asyncIterator]();
    for (;;) {
      const result = await watch.interruption.wait(iterator.next());
      if (watch.interruption.isValue(result)) {
        yield { type: 'failed', failure: result };
        return;
      }
      if (result.done === true) {
        ended = true;
        yield { type: 'failed', failure: watch.endedEarly() };
        return;
      }
      watch.alive();
      for (const event of check.events(result.value)) {
        // Where no tools were offered, calls alone are no answer, whatever was thought before them.
        const isCallsOnly = options.offersTools === false && event.type === 'done' && event.reason === 'tool-calls';
        const isBlank = event.type === 'done' && !watch.hasContent && !(mayBeEmpty && event.reason === 'stop');
        if (isCallsOnly || isBlank) {
          yield { type: 'failed', failure: emptyAnswer(options.label) };
          return;
        }
        // Nobody gave up, whatever the provider says: others are to be asked.
        if (event.type === 'failed' && event.failure.kind === 'cancelled' && !options.signals.some(isAborted)) {
          yield { type: 'failed', failure: { ...event.failure, kind: 'unknown' } };
          return;
        }
        watch.heard(event);
        watch.pause();
        yield event;
        watch.resume();
        if (event.type === 'done' || event.type === 'failed') return;
      }
    }
  } catch (error) {
    yield { type: 'failed', failure: defect(error, options.label) };
  } finally {
    for (const signal of options.signals) signal.removeEventListener('abort', onAbort);
    revoked?.dispose();
    watch.stop();
    controller.abort(abortReason);
    // Not awaited: a provider that hangs in its own clean-up must not hold the request.
    if (!ended && iterator) void leave(iterator);
  }
}

async function leave(iterator: AsyncIterator<StreamEvent>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Its events are not wanted any more, so neither is what it has to say.
  }
}

/** Silence before the request, before the first content and after it, each with its clocks. One timer serves them all. */
class Watch {
  readonly interruption = new Interruption<Failure>();
  hasContent = false;
  private timer: unknown;
  private readonly clock: Clock;
  private readonly deadlines: Deadlines;
  private readonly label: string;
  private readonly onRequest: (() => void) | undefined;
  private readonly onLongestGap: ((ms: number) => void) | undefined;
  private readonly startedAt: number;
  /** Of whatever was sent first: from then on it is the host that is waited for. */
  private sentAt: number | undefined;
  /** Text of the user has left. */
  hasLeft = false;
  private headersAt: number | undefined;
  private lastByteAt: number;
  private lastContentAt: number;
  /** Text is what came last. */
  private inText = false;
  private longestGap: number | undefined;
  private pausedAt: number | undefined;
  private dueAt = 0;
  /** Milliseconds in which nothing could be heard, because this process did not run. */
  private deaf = 0;

  constructor({ clock, deadlines, label, onRequest, onLongestGap }: DeadlineStreamOptions) {
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
    if (this.inText) this.longestGap = Math.max(this.longestGap ?? 0, now - this.lastByteAt);
    this.lastByteAt = now;
  }

  /** Something came, whatever it is. */
  alive(): void {
    this.headersSeen();
  }

  heard(event: StreamEvent): void {
    if (event.type === 'text-was-thinking') {
      this.inText = false;
      this.longestGap = undefined;
    }
    if (event.type === 'done') this.tellLongestGap();
    if (!isContent(event)) return;
    this.lastContentAt = this.clock.monotonicMs();
    const wasInText = this.inText;
    this.inText = event.type === 'text';
    const isDueSooner = !this.hasContent || (this.inText && !wasInText);
    this.hasContent = true;
    if (isDueSooner) this.rearm();
  }

  /** Nothing is learned where this process did not run for a while: the gaps may be its own. */
  private tellLongestGap(): void {
    if (this.longestGap !== undefined && this.deaf === 0) this.onLongestGap?.(this.longestGap);
  }

  /** While the consumer is busy nobody reads, so silence is not the provider's. */
  pause(): void {
    this.pausedAt = this.clock.monotonicMs();
  }

  resume(): void {
    if (this.pausedAt === undefined) return;
    const away = this.clock.monotonicMs() - this.pausedAt;
    this.lastByteAt += away;
    this.lastContentAt += away;
    this.pausedAt = undefined;
  }

  stop(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  endedEarly(): Failure {
    return this.hasContent
      ? { kind: 'stream-cut', scope: 'model', message: `${this.label} broke off before the end of its answer.` }
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
    this.dueAt = Math.max(now + 1, this.nextDeadline().at + this.deaf);
    this.timer = this.clock.setTimeout(() => this.check(), this.dueAt - now);
  }

  // Deadlines move with every byte; a timer set anew for each would cost more than one that looks again when it rings.
  private check(): void {
    const now = this.clock.monotonicMs();
    // Node rings before it reads: what came in the meantime lies unread in the socket, and silence cannot be told from it.
    const late = now - this.dueAt;
    if (late > usualLateness) this.deaf = Math.min(this.deaf + late + timeToRead, longestDeafness);
    const { at, failure } = this.nextDeadline();
    if (this.pausedAt === undefined && now >= at + this.deaf) {
      this.interruption.interrupt(failure());
      return;
    }
    this.arm();
  }

  private nextDeadline(): { at: number; failure: () => Failure } {
    const { deadlines } = this;
    if (this.pausedAt !== undefined)
      return { at: this.clock.monotonicMs() + deadlines.silence, failure: () => this.late() };
    if (this.sentAt === undefined) {
      return { at: this.startedAt + deadlines.preparation, failure: () => this.unsent() };
    }
    if (!this.hasContent) {
      const headers = this.headersAt === undefined ? deadlines.headers : Infinity;
      return { at: this.sentAt + Math.min(headers, deadlines.firstContent), failure: () => this.late() };
    }
    const silence = this.lastByteAt + (this.inText ? deadlines.silenceInText : deadlines.silence);
    const progress = this.lastContentAt + deadlines.progress;
    return { at: Math.min(silence, progress), failure: () => this.stalled() };
  }

  private unsent(): Failure {
    const seconds = secondsBetween(this.startedAt, this.clock.monotonicMs());
    const message = `The request to ${this.label} could not be sent within ${seconds} s.`;
    return { kind: 'unknown', scope: 'request', message };
  }

  private late(): Failure {
    const seconds = secondsBetween(this.sentAt ?? this.startedAt, this.clock.monotonicMs());
    return {
      kind: 'first-token-timeout',
      scope: this.headersAt === undefined ? 'endpoint' : 'model',
      message: `${this.label} did not begin to answer within ${seconds} s.`,
    };
  }

  private stalled(): Failure {
    // It lasts at least so long. Without this, what is usual could only ever be learned to be shorter.
    this.bytesSeen();
    this.tellLongestGap();
    const seconds = secondsBetween(this.lastContentAt, this.clock.monotonicMs());
    return { kind: 'stalled', scope: 'model', message: `${this.label} fell silent in mid-answer for ${seconds} s.` };
  }
}

/** Milliseconds; a timer that rings later than this was held up by a process, or a machine, that did not run. */
const usualLateness = 50;
/** Milliseconds to read what came in the meantime. */
const timeToRead = 250;
/** Milliseconds of it at most in one attempt: a machine that is always busy must get to an end too. */
const longestDeafness = 5_000;

function secondsBetween(start: number, end: number): number {
  return Math.round((end - start) / 100) / 10;
}

/** Whether the event is something a user sees, or will see: what commits a request to this attempt. */
export function isContent(event: StreamEvent): boolean {
  switch (event.type) {
    case 'text':
    case 'thinking':
      return event.text !== '';
    case 'tool-call':
    case 'tool-call-started':
      return true;
    case 'text-was-thinking':
    case 'usage':
    case 'done':
    case 'failed':
      return false;
  }
}

const cancelled: Failure = { kind: 'cancelled', scope: 'request', message: 'The request was cancelled.' };

function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

function emptyAnswer(label: string): Failure {
  return { kind: 'empty', scope: 'model', message: `${label} sent an empty answer.` };
}

function defect(error: unknown, label: string): Failure {
  if (error instanceof InvalidEvent) {
    return { kind: 'in-stream', scope: 'model', message: `${label} sent something that cannot be read.` };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return { kind: 'unknown', scope: 'request', message: `Everpair failed to read the answer (${name}).` };
}
