import * as l10n from '@vscode/l10n';
import { abortReason } from '../../../model/async/abortReason';
import type { Event } from '../../../model/async/event';
import type { Failure } from '../../../model/failure/failure';
import { notAllowed } from '../../../model/failure/notAllowed';
import type { CallOptions } from '../../../model/provider/provider';
import type { StreamEvent } from '../../../model/stream/stream';
import { InvalidEvent, StreamCheck } from '../../../model/stream/streamCheck';
import { DeadlineWatch, type DeadlineWatchOptions } from './deadlineWatch';
import { emptyAnswer } from './emptyAnswer';

export interface DeadlineStreamOptions extends DeadlineWatchOptions {
  /** Any of them cancels the attempt. */
  readonly signals: readonly AbortSignal[];
  /** See `CallOptions`. */
  readonly mayBeEmpty?: boolean;
  /** Where the request offered none, calls of tools are no content. */
  readonly offersTools?: boolean;
  /** Checked right before the request leaves, and while it waits to. */
  readonly allowance?: { readonly mayLeave: () => boolean; readonly onDidChange: Event<void> };
}

type Open = (call: CallOptions) => AsyncIterable<StreamEvent>;

/**
 * Runs one attempt under its deadlines. Yields the provider's events and ends with exactly one `done` or `failed`, even
 * if the provider's stream throws, hangs, ends without a word, goes on after its end or yields something that is no
 * event. Ends within a tick of a signal, and never leaves the provider's stream open.
 */
export async function* streamWithDeadlines(
  open: Open,
  options: DeadlineStreamOptions,
): AsyncGenerator<StreamEvent, void, undefined> {
  const controller = new AbortController();
  const watch = new DeadlineWatch(options);
  const onAbort = (): void => watch.interruption.interrupt(cancelled());
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
      watch.eventSeen();
      for (const event of check.events(result.value)) {
        // Where no tools were offered, calls alone are no answer, even after thoughts.
        const isCallsOnly = options.offersTools === false && event.type === 'done' && event.reason === 'tool-calls';
        const isBlank = event.type === 'done' && !watch.hasContent && !(mayBeEmpty && event.reason === 'stop');
        if (isCallsOnly || isBlank) {
          yield { type: 'failed', failure: emptyAnswer(options.label) };
          return;
        }
        // The request was not cancelled, although the provider says so: other routes are to be asked.
        if (event.type === 'failed' && event.failure.kind === 'cancelled' && !options.signals.some(isAborted)) {
          yield { type: 'failed', failure: { ...event.failure, kind: 'unknown' } };
          return;
        }
        watch.received(event);
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
    if (!ended && iterator) void close(iterator);
  }
}

async function close(iterator: AsyncIterator<StreamEvent>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Its events are not read any more, and its failure matters as little.
  }
}

function cancelled(): Failure {
  return { kind: 'cancelled', scope: 'request', message: l10n.t('The request was cancelled.') };
}

function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

function defect(error: unknown, label: string): Failure {
  if (error instanceof InvalidEvent) {
    return { kind: 'in-stream', scope: 'model', message: l10n.t('{0} sent something that cannot be read.', label) };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return { kind: 'unknown', scope: 'request', message: l10n.t('Everpair failed to read the answer ({0}).', name) };
}
