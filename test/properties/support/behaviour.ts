import * as fc from 'fast-check';
import { type Clock, sleep } from '../../../src/engine/model/async/clock';
import {
  type Failure,
  type FailureKind,
  failureKinds,
  type FailureScope,
  type Repair,
} from '../../../src/engine/model/failure/failure';
import type { CallOptions } from '../../../src/engine/model/provider/provider';
import { countedUnits, type RateLimit } from '../../../src/engine/model/provider/rateLimit';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { failure } from '../../unit/engine/failover/fixtures';
import { type Manner, toWrite } from './idealModel';

/** How one call of a provider goes. Times are milliseconds. */
export interface Behaviour {
  /** Before the request leaves. */
  readonly preparation: number;
  /** From there to the headers, and from these to the first content. */
  readonly headers: number;
  readonly first: number;
  readonly thinks: boolean;
  readonly tool: 'none' | 'whole' | 'begun';
  readonly manner: Manner;
  /** Share of what there is to write that is written before the end; everything where the end is a good one. */
  readonly share: number;
  /** UTF-16 units in one piece. */
  readonly piece: number;
  /** Between two pieces. */
  readonly pause: number;
  /** As billed, where the provider tells it. */
  readonly outputTokens?: number;
  /** What the host says with the headers that it has left, true or not. */
  readonly left?: readonly RateLimit[];
  readonly end: Ending;
  /** Takes no notice of its signal, as a library with a bug does. */
  readonly deaf: boolean;
}

export type Ending =
  | { readonly type: 'done' }
  /** Goes on writing behind its end. */
  | { readonly type: 'done-and-on' }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** Refuses what can be left out, or says so whatever is sent. */
  | { readonly type: 'refuses'; readonly repair: Repair; readonly stubborn: boolean }
  /** The stream ends without an end mark. */
  | { readonly type: 'cut' }
  | { readonly type: 'throws' }
  /** A good end with nothing before it. */
  | { readonly type: 'empty' }
  /** Neither text nor end. */
  | { readonly type: 'silence' }
  | { readonly type: 'keep-alives' };

const scopes: readonly FailureScope[] = ['request', 'model', 'credential', 'endpoint'];
/** What a provider may say: that an answer was not gone on with is the engine's own judgement. */
const anyFailure: fc.Arbitrary<Failure> = fc
  .record({
    kind: fc.constantFrom<FailureKind>(
      ...failureKinds.filter((kind) => kind !== 'cancelled' && kind !== 'not-continued'),
    ),
    scope: fc.constantFrom(...scopes),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
    code: fc.constantFrom(undefined, undefined, 'ENOTFOUND', 'ETIMEDOUT', 'ECONNREFUSED'),
  })
  .map(({ kind, scope, ...more }) => failure(kind, scope, kind === 'connect' ? more : { ...more, code: undefined }));

const ends: readonly Ending[] = [{ type: 'cut' }, { type: 'silence' }, { type: 'keep-alives' }, { type: 'empty' }];
export const refusing: fc.Arbitrary<Ending> = fc.record({
  type: fc.constant('refuses' as const),
  repair: fc.constantFrom<Repair>('prefill', 'parameter', 'thinking-signature', 'tool-call-id', 'window'),
  stubborn: fc.boolean(),
});
export const failing: fc.Arbitrary<Ending> = fc.record({ type: fc.constant('failed' as const), failure: anyFailure });
const badEnding: fc.Arbitrary<Ending> = fc.oneof(
  { weight: 6, arbitrary: failing },
  { weight: 2, arbitrary: fc.constantFrom<Ending>(...ends) },
  { weight: 1, arbitrary: fc.constant<Ending>({ type: 'throws' }) },
  { weight: 1, arbitrary: refusing },
);
const goodEnding: fc.Arbitrary<Ending> = fc.constantFrom<Ending>({ type: 'done' }, { type: 'done-and-on' });
export const ending: fc.Arbitrary<Ending> = fc.oneof(goodEnding, badEnding);

const mostly = <T>(usual: T, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));

const rateLimit: fc.Arbitrary<RateLimit> = fc.record(
  {
    unit: fc.constantFrom(...countedUnits),
    remaining: fc.oneof(fc.constant(0), fc.nat({ max: 20_000 })),
    limit: fc.integer({ min: 20_000, max: 100_000 }),
    resetMs: fc.oneof(fc.nat({ max: 60_000 }), fc.nat({ max: 86_400_000 })),
    refills: fc.boolean(),
    sparesStored: fc.boolean(),
  },
  { requiredKeys: ['unit', 'remaining'] },
);

/** A host that says what it has left, mostly not what is true. */
export const sayingWhatIsLeft = {
  left: fc.option(fc.array(rateLimit, { minLength: 1, maxLength: 3 }), { nil: undefined }),
};

/** Written by a model that does exactly what it is asked to, at a rate that is usual. */
export const healthy: Behaviour = {
  preparation: 0,
  headers: 50,
  first: 150,
  thinks: false,
  tool: 'none',
  manner: 'exactly',
  share: 1,
  piece: 40,
  pause: 0,
  end: { type: 'done' },
  deaf: false,
};

export function behaviour(
  endings: fc.Arbitrary<Ending>,
  bias: { readonly [K in keyof Behaviour]?: fc.Arbitrary<Behaviour[K]> } = {},
): fc.Arbitrary<Behaviour> {
  return fc.record({
    preparation: mostly(0, fc.integer({ min: 1, max: 40_000 })),
    headers: mostly(50, fc.integer({ min: 0, max: 20_000 })),
    first: mostly(150, fc.integer({ min: 0, max: 60_000 })),
    thinks: fc.boolean(),
    tool: fc.constantFrom('none' as const, 'whole' as const, 'begun' as const),
    manner: mostly<Manner>('exactly', fc.constantFrom('with-remark', 'with-fence', 'anew')),
    share: fc.nat({ max: 10 }).map((tenths) => tenths / 10),
    piece: fc.integer({ min: 20, max: 80 }),
    pause: mostly(0, fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 20_000 })),
    outputTokens: mostly(undefined, fc.integer({ min: 1, max: 4_000 })),
    left: fc.constant(undefined),
    end: endings,
    deaf: mostly(false, fc.constant(true)),
    ...bias,
  });
}

/** What the test sees of a call. */
export interface Line {
  readonly id: string;
  /** The stream has ended or its reader has let it go. */
  closed: boolean;
  /** The stream has told its good end. */
  finished: boolean;
}

/** The stream of one call that goes as the behaviour says. */
export function streamOf(
  behaviour: Behaviour,
  answer: string,
  request: ChatRequest,
  call: CallOptions,
  clock: Clock,
  line: Line,
): AsyncIterable<StreamEvent> {
  const events = play(behaviour, answer, request, call, clock, line);
  const stream: AsyncIterableIterator<StreamEvent> = {
    [Symbol.asyncIterator]: () => stream,
    next: async () => {
      const step = await events.next();
      if (step.done === true) line.closed = true;
      return step;
    },
    return: () => {
      line.closed = true;
      return events.return();
    },
  };
  return stream;
}

async function* play(
  behaviour: Behaviour,
  answer: string,
  request: ChatRequest,
  call: CallOptions,
  clock: Clock,
  line: Line,
): AsyncGenerator<StreamEvent, void, undefined> {
  const signal = behaviour.deaf ? new AbortController().signal : call.signal;
  const wait = async (ms: number): Promise<boolean> => {
    if (ms > 0) await sleep(clock, ms, signal);
    return behaviour.deaf || !call.signal.aborted;
  };
  const { end } = behaviour;
  const good = end.type === 'done' || end.type === 'done-and-on' || (end.type === 'refuses' && !refuses(end, request));
  if (!(await wait(behaviour.preparation))) return;
  call.onRequest?.();
  if (!(await wait(behaviour.headers))) return;
  if (behaviour.left) call.onRateLimits?.(behaviour.left);
  const whole = toWrite(answer, request, behaviour.manner);
  const text = good
    ? whole
    : end.type === 'refuses' || end.type === 'empty'
      ? ''
      : whole.slice(0, Math.floor(whole.length * behaviour.share));
  if (good || text !== '') {
    call.onHeaders?.();
    if (!(await wait(behaviour.first))) return;
    if (behaviour.thinks) yield { type: 'thinking', text: 'Let me see.', signature: 'opaque' };
    for (let at = 0; at < text.length; at += behaviour.piece) {
      if (at > 0 && !(await wait(behaviour.pause))) return;
      yield { type: 'text', text: text.slice(at, at + behaviour.piece) };
    }
    if (behaviour.tool !== 'none' && (request.tools?.length ?? 0) > 0) {
      yield { type: 'tool-call-started', name: 'run' };
      if (behaviour.tool === 'whole') yield { type: 'tool-call', id: line.id, name: 'run', input: {} };
    }
  }
  if (good) {
    line.finished = true;
    if (behaviour.outputTokens !== undefined) yield { type: 'usage', usage: { outputTokens: behaviour.outputTokens } };
    yield { type: 'done', reason: 'stop' };
  }
  switch (end.type) {
    case 'done':
    case 'cut':
      return;
    case 'done-and-on':
      for (;;) yield { type: 'text', text: 'And on.' };
    case 'failed':
      yield { type: 'failed', failure: end.failure };
      return;
    case 'refuses':
      if (!good) yield { type: 'failed', failure: failure('bad-request', 'request', { repair: end.repair }) };
      return;
    case 'empty':
      yield { type: 'done', reason: 'stop' };
      return;
    case 'throws':
      throw new TypeError('A defect of a library.');
    case 'silence':
      await new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve()));
      return;
    case 'keep-alives':
      while (!line.closed && (await wait(10_000))) call.onBytes?.();
      return;
  }
}

function refuses(end: Extract<Ending, { type: 'refuses' }>, request: ChatRequest): boolean {
  if (end.stubborn) return true;
  switch (end.repair) {
    case 'prefill':
      return request.messages.at(-1)?.role === 'assistant';
    case 'parameter':
      return request.temperature !== undefined;
    case 'thinking-signature':
      return request.messages.some((message) => message.parts.some((part) => part.type === 'thinking'));
    case 'tool-call-id':
    case 'window':
      return false;
  }
}
