import type { Failure } from '../../model/failure/failure';
import { notAllowed } from '../../model/failure/notAllowed';
import type { CallOptions } from '../../model/provider/provider';
import type { StreamEvent } from '../../model/stream/stream';
import { StreamCheck } from '../../model/stream/streamCheck';
import type { ObservedFetch } from './observedFetch';
import type { Reader } from '../messages/reader';
import { AnswerEnd } from './answerEnd';
import { CallerTimeout } from './callerTimeout';
import type { WireFault } from '../errors/wireFault';

/** Thrown where a request is not sent because its failure is known already. */
export class KnownFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

/** Turns what a client threw into a failure. */
export interface ErrorClassifier {
  readonly providerLabel: string;
  classify(fault: WireFault): Failure;
  /** The error event inside what this client throws, as raw text; undefined when it threw something else. */
  errorEvent(error: unknown): string | undefined;
}

export interface ExchangeOptions<Chunk> {
  readonly observed: ObservedFetch;
  readonly call: CallOptions;
  readonly judge: ErrorClassifier;
  readonly open: () => Promise<AsyncIterable<Chunk>>;
  readonly reader: Reader<Chunk>;
}

/**
 * One request and its stream, as events. Never throws. Ends within a tick of the signal, even if the client goes on.
 */
export async function* exchange<Chunk>(options: ExchangeOptions<Chunk>): AsyncGenerator<StreamEvent, void, undefined> {
  const { observed, reader, call, judge } = options;
  const timeout = new CallerTimeout(call.signal);
  const check = new StreamCheck();
  const finish = new AnswerEnd(reader, timeout);
  const fail = (fault: WireFault): StreamEvent => ({ type: 'failed', failure: judge.classify(fault) });
  try {
    let broke: { readonly error: unknown } | undefined;
    try {
      const iterator = (await timeout.await(options.open()))?.[Symbol.asyncIterator]();
      while (iterator) {
        const step = await timeout.await(iterator.next());
        if (step === undefined || step.done === true) break;
        for (const event of eventsOf(() => reader.read(step.value), check)) {
          // Before the event: its listener cancels everything at once.
          if (event.type === 'done') void observed.end(false);
          yield event;
          if (event.type === 'done') return;
        }
        finish.heard();
        // Some hosts send an end with each piece; theirs means nothing.
        if (reader.error !== undefined || (reader.complete && finish.isTrusted)) break;
      }
    } catch (error) {
      broke = { error };
    }
    const { aborted } = call.signal;
    // A socket that breaks after the end of an answer cuts nothing.
    const isCut = aborted || reader.error !== undefined || (broke !== undefined && !finish.isTrusted);
    const isWhole = !isCut && (reader.finish !== undefined || observed.saidDone);
    yield* eventsOf(() => reader.end(isWhole), check);
    const last = aborted || !broke || isWhole ? ending(reader, call, fail) : undefined;
    void observed.end(last?.type === 'done');
    yield last ?? { type: 'failed', failure: failureOf(broke?.error, observed, judge, reader.sawContent) };
  } catch (error) {
    yield { type: 'failed', failure: failureOf(error, observed, judge, reader.sawContent) };
  } finally {
    timeout.dispose();
    void observed.end(false);
  }
}

/** What a classifier is shown when the caller gave up; it looks at the signal alone. */
export const gaveUp: WireFault = { type: 'transport', error: undefined, headersSeen: false, sawContent: false };

/** A chunk in a shape that the protocol does not have makes a reader throw. */
class UnreadableChunk extends Error {}

function eventsOf(read: () => Iterable<StreamEvent>, check: StreamCheck): StreamEvent[] {
  try {
    return [...read()].flatMap((event) => [...check.events(event)]);
  } catch {
    throw new UnreadableChunk();
  }
}

function ending<Chunk>(
  { reason, finish, sawContent, error }: Reader<Chunk>,
  { mayBeEmpty = false, signal }: CallOptions,
  fail: (fault: WireFault) => StreamEvent,
): StreamEvent {
  if (signal.aborted) return fail(gaveUp);
  if (error !== undefined) return fail({ type: 'stream-error', data: error, sawContent });
  if (reason !== undefined && (sawContent || (mayBeEmpty && reason === 'stop'))) return { type: 'done', reason };
  const failed = fail({ type: 'ended', endMarker: finish !== undefined, sawContent, finish });
  // To the classifier a finish that it does not know is an empty answer; with content it is a good end of a new name.
  const isNewName = finish !== undefined && sawContent && failed.type === 'failed' && failed.failure.kind === 'empty';
  return isNewName ? { type: 'done', reason: 'stop' } : failed;
}

/** The failure that stands for what a client threw. */
export function failureOf(
  error: unknown,
  observed: ObservedFetch,
  judge: ErrorClassifier,
  sawContent: boolean,
): Failure {
  if (observed.calledOff) return judge.classify(gaveUp);
  if (error instanceof KnownFailure) return error.failure;
  if (observed.forbidden) return notAllowed(judge.providerLabel);
  const { fault, headersSeen } = observed;
  if (fault) return judge.classify(fault.type === 'malformed' ? { ...fault, sawContent } : fault);
  if (!observed.requested) return unsent(error, observed, judge.providerLabel);
  if (!headersSeen || observed.broke) return judge.classify({ type: 'transport', error, headersSeen, sawContent });
  const data = judge.errorEvent(error);
  return judge.classify(
    data === undefined
      ? { type: 'malformed', sawContent }
      : { type: 'stream-error', data, sawContent, headers: observed.responseHeaders },
  );
}

/** Nothing was sent: the client refused the request, or could not be loaded. The same would happen again. */
function unsent(error: unknown, observed: ObservedFetch, providerLabel: string): Failure {
  const reason = observed.unsendable ?? (error instanceof Error ? error.name : typeof error);
  const message = `The request to ${providerLabel} could not be made: ${reason}.`;
  return { kind: 'bad-request', scope: 'request', message };
}

/** Both SDKs throw an error event of the stream as an error that carries what the event held. */
export function errorOfSdk(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('error' in error)) return undefined;
  const { error: held } = error;
  if (typeof held === 'string') return JSON.stringify({ error: held });
  if (typeof held !== 'object' || held === null) return undefined;
  return JSON.stringify('error' in held ? held : { error: held });
}
