import { streamWithDeadlines } from '../../../../../../src/engine/failover/request/attempt/streamWithDeadlines';
import type { Deadlines } from '../../../../../../src/engine/failover/policies/deadlines';
import type { CallOptions } from '../../../../../../src/engine/model/provider/provider';
import type { StreamEvent } from '../../../../../../src/engine/model/stream/stream';
import { collect, type VirtualClock, virtualClock } from '../../fixtures';

export const deadlines: Deadlines = {
  preparationMs: 4_000,
  headersMs: 1_000,
  firstContentMs: 2_000,
  silenceMs: 1_000,
  silenceInTextMs: 500,
  progressMs: 3_000,
};

export type Source = (call: CallOptions, wait: (ms: number) => Promise<void>) => AsyncIterable<StreamEvent>;

/** Runs the source under the clocks while virtual time passes. */
export async function run(
  source: Source,
  options: {
    signal?: AbortSignal;
    ms?: number;
    mayBeEmpty?: boolean;
    offersTools?: boolean;
    onLongestGap?: (ms: number) => void;
  } = {},
): Promise<StreamEvent[]> {
  const clock = virtualClock();
  const wait = waiter(clock);
  const events = collect(
    streamWithDeadlines((call) => source(call, wait), {
      clock,
      deadlines,
      label: 'Acme',
      mayBeEmpty: options.mayBeEmpty ?? false,
      offersTools: options.offersTools,
      onLongestGap: options.onLongestGap,
      signals: options.signal ? [options.signal] : [],
    }),
  );
  await clock.advance(options.ms ?? 60_000);
  return events;
}

export function waiter(clock: VirtualClock): (ms: number) => Promise<void> {
  return (ms) => new Promise((resolve) => clock.setTimeout(resolve, ms));
}

export const text = (value: string): StreamEvent => ({ type: 'text', text: value });
export const done: StreamEvent = { type: 'done', reason: 'stop' };

export function kinds(events: readonly StreamEvent[]): string[] {
  return events.map((event) => (event.type === 'failed' ? event.failure.kind : event.type));
}
