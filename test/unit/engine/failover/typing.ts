import type { AnswerEvent } from '../../../../src/engine/failover/api/answer';
import type { RunOptions } from '../../../../src/engine/failover/api/providerManager';
import { sleep } from '../../../../src/engine/model/async/clock';
import type { Failure } from '../../../../src/engine/model/failure/failure';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import { type Engine, question, type Script } from './engine';
import { failure, type VirtualClock } from './fixtures';

/** What one completion was to the user. */
export interface Completion {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds from the start to the first text of the answer that stayed; undefined where none came. */
  readonly firstTextMs: number | undefined;
  /** Provider that answered. */
  readonly by: string | undefined;
  readonly events: readonly AnswerEvent[];
}

/** Asks once and lets virtual time pass until the answer has ended. */
export async function complete(
  { manager, clock }: Pick<Engine, 'manager' | 'clock'>,
  options: Partial<RunOptions> = {},
): Promise<Completion> {
  const startedAt = clock.now();
  const events: AnswerEvent[] = [];
  let firstTextAt: number | undefined;
  const reader = { ended: false };
  const stream = manager.complete(
    { inputTokens: 50, requestFor: () => ({ type: 'chat', request: question('Complete.') }) },
    { signal: new AbortController().signal, ...options },
  );
  const reading = (async () => {
    for await (const event of stream) {
      events.push(event);
      if (event.type === 'text') firstTextAt ??= clock.now();
      if (event.type === 'retract') firstTextAt = undefined;
    }
    reader.ended = true;
  })();
  await clock.runUntil(() => reader.ended, 60_000);
  await reading;
  const last = events.at(-1);
  const by = last?.type === 'done' ? last.route.providerId : undefined;
  const firstTextMs = by === undefined || firstTextAt === undefined ? undefined : firstTextAt - startedAt;
  return { startedAt, firstTextMs, by, events };
}

/** Writes its first word after `ms` and ends 50 ms later. */
export function answersAfter(clock: VirtualClock, ms: number): Script {
  return async function* (_request, call) {
    await sleep(clock, ms, call.signal);
    if (call.signal.aborted) return;
    call.onHeaders?.();
    yield { type: 'text', text: 'return' };
    await sleep(clock, 50, call.signal);
    if (isAborted(call.signal)) return;
    yield { type: 'text', text: ' a + b;' };
    yield { type: 'done', reason: 'stop' };
  };
}

/** Asked anew after each wait: the type checker takes a signal that was not aborted for one that never will be. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function* silence(call: { readonly signal: AbortSignal }): AsyncGenerator<StreamEvent> {
  await new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve(), { once: true }));
  yield { type: 'failed', failure: failure('cancelled', 'request') };
}

/** Every way in which a provider dies, by name. */
export function waysToDie(clock: VirtualClock): Readonly<Record<string, Script>> {
  const loudly = (seen: Failure): Script =>
    async function* (_request, call) {
      await sleep(clock, 20, call.signal);
      yield { type: 'failed', failure: seen };
    };
  const midAnswer = (end: typeof silence | undefined): Script =>
    async function* (_request, call) {
      await sleep(clock, 100, call.signal);
      call.onHeaders?.();
      yield { type: 'text', text: 'ret' };
      if (end) yield* end(call);
    };
  return {
    'its host is not there': loudly(failure('connect', 'endpoint', { code: 'ECONNREFUSED' })),
    'its name is not found': loudly(failure('connect', 'endpoint', { code: 'ENOTFOUND' })),
    'it is overloaded': loudly(failure('overloaded', 'model', { status: 529 })),
    'it answers 500': loudly(failure('server', 'endpoint', { status: 500 })),
    'it takes requests and says nothing': (_request, call) => silence(call),
    'it sends headers and nothing else': async function* (_request, call) {
      await sleep(clock, 100, call.signal);
      call.onHeaders?.();
      yield* silence(call);
    },
    'it sends keep-alives and nothing else': async function* (_request, call) {
      call.onHeaders?.();
      while (!call.signal.aborted) {
        await sleep(clock, 500, call.signal);
        call.onBytes?.();
      }
      yield* silence(call);
    },
    'its stream is cut': midAnswer(undefined),
    'its stream falls silent': midAnswer(silence),
  };
}
