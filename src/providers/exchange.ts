import type { Failure } from '../model/failure';
import type { CallOptions } from '../model/provider';
import type { FinishReason, StreamEvent } from '../model/stream';
import type { FaultContext } from './classify/verdict';
import { ObservedFetch } from './observedFetch';
import type { WireFault } from './wireFault';

/** Turns the chunks of one protocol into events and knows when the answer is whole. */
export interface Reader<Chunk> {
  read(chunk: Chunk): Iterable<StreamEvent>;
  /** Something visible has come. */
  readonly sawContent: boolean;
  /** The reason in the wire's words, once the protocol's end has come. */
  readonly finish: string | undefined;
  /** What the finish means; undefined when it is no good end. */
  readonly reason: FinishReason | undefined;
  /** Nothing more is worth waiting for, though the socket may stay open. */
  readonly complete: boolean;
  /** An error that came as a regular chunk, as raw text. */
  readonly error?: string;
}

export interface ExchangeOptions<Chunk> {
  readonly fetch: typeof globalThis.fetch;
  readonly call: CallOptions;
  readonly context: Omit<FaultContext, 'now' | 'aborted'>;
  readonly now: () => number;
  readonly classify: (fault: WireFault, context: FaultContext) => Failure;
  readonly open: (fetch: typeof globalThis.fetch, signal: AbortSignal) => Promise<AsyncIterable<Chunk>>;
  readonly reader: Reader<Chunk>;
  /** The error event inside what this SDK throws, as raw text; undefined when it threw something else. */
  readonly errorEvent?: (error: unknown) => string | undefined;
  /** Whether this SDK throws where the stream just ended without its end marker. */
  readonly missedEnd?: (error: unknown) => boolean;
}

/** One request and its stream, as events. Never throws; closing it early closes the socket. */
export async function* exchange<Chunk>(options: ExchangeOptions<Chunk>): AsyncGenerator<StreamEvent, void, undefined> {
  const { reader, call } = options;
  const observed = new ObservedFetch(options.fetch, call);
  const controller = new AbortController();
  const signal = AbortSignal.any([call.signal, controller.signal]);
  const fail = (fault: WireFault): StreamEvent => ({
    type: 'failed',
    failure: options.classify(fault, { ...options.context, now: options.now(), aborted: call.signal.aborted }),
  });
  try {
    for await (const chunk of await options.open(observed.fetch, signal)) {
      yield* reader.read(chunk);
      if (reader.error !== undefined) {
        yield fail({ type: 'stream-error', data: reader.error, sawContent: reader.sawContent });
        return;
      }
      if (reader.complete) break;
    }
    yield ending(reader, fail);
  } catch (error) {
    // A socket that breaks behind the end marker has broken nothing.
    if (reader.reason !== undefined && reader.sawContent) yield ending(reader, fail);
    else if (options.missedEnd?.(error) === true) yield ending(reader, fail);
    else {
      const seen = { headersSeen: observed.headersSeen, sawContent: reader.sawContent };
      yield fail(observed.fault ?? faultOf(error, options.errorEvent ?? errorOfSdk, seen));
    }
  } finally {
    controller.abort();
  }
}

function ending<Chunk>(reader: Reader<Chunk>, fail: (fault: WireFault) => StreamEvent): StreamEvent {
  const { reason, finish, sawContent } = reader;
  if (reason !== undefined && sawContent) return { type: 'done', reason };
  return fail({ type: 'ended', endMarker: finish !== undefined, sawContent, finish });
}

function faultOf(
  error: unknown,
  errorEvent: (error: unknown) => string | undefined,
  seen: { readonly headersSeen: boolean; readonly sawContent: boolean },
): WireFault {
  if (error instanceof SyntaxError) return { type: 'malformed', sawContent: seen.sawContent };
  const data = seen.headersSeen ? errorEvent(error) : undefined;
  if (data !== undefined) return { type: 'stream-error', data, sawContent: seen.sawContent };
  return { type: 'transport', error, ...seen };
}

/** The SDKs throw an error event of the stream as an error that carries what the event held. */
function errorOfSdk(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('error' in error)) return undefined;
  const { error: held } = error;
  if (typeof held === 'string') return JSON.stringify({ error: held });
  if (typeof held !== 'object' || held === null) return undefined;
  return JSON.stringify('error' in held ? held : { error: held });
}
