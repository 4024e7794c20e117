import assert from 'node:assert/strict';
import { streamWithDeadlines } from '../../../../../../src/engine/failover/request/attempt/streamWithDeadlines';
import type { Deadlines } from '../../../../../../src/engine/failover/policies/deadlines';
import type { CallOptions } from '../../../../../../src/engine/model/provider';
import { Emitter } from '../../../../../../src/engine/model/async/event';
import type { StreamEvent } from '../../../../../../src/engine/model/stream';
import { collect, failure, type VirtualClock, virtualClock } from '../../fixtures';

const deadlines: Deadlines = {
  preparationMs: 4_000,
  headersMs: 1_000,
  firstContentMs: 2_000,
  silenceMs: 1_000,
  silenceInTextMs: 500,
  progressMs: 3_000,
};

type Source = (call: CallOptions, wait: (ms: number) => Promise<void>) => AsyncIterable<StreamEvent>;

/** Runs the source under the clocks while virtual time passes. */
async function run(
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

function waiter(clock: VirtualClock): (ms: number) => Promise<void> {
  return (ms) => new Promise((resolve) => clock.setTimeout(resolve, ms));
}

const text = (value: string): StreamEvent => ({ type: 'text', text: value });
const done: StreamEvent = { type: 'done', reason: 'stop' };

function kinds(events: readonly StreamEvent[]): string[] {
  return events.map((event) => (event.type === 'failed' ? event.failure.kind : event.type));
}

describe('streamWithDeadlines', () => {
  it('passes a healthy stream on unchanged', async () => {
    const events = await run(async function* () {
      yield text('a');
      yield text('b');
      yield done;
    });
    assert.deepEqual(events, [text('a'), text('b'), done]);
  });

  it('gives up on a host that never sends a status line', async () => {
    const events = await run(async function* (call, wait) {
      call.onRequest?.();
      await wait(1e9);
      yield done;
    });
    assert.deepEqual(kinds(events), ['first-token-timeout']);
    assert.equal(events[0]?.type === 'failed' && events[0].failure.scope, 'endpoint');
  });

  it('does not hold the time before the request leaves against the provider', async () => {
    const events = await run(async function* (call, wait) {
      await wait(3_900);
      call.onRequest?.();
      await wait(900);
      yield text('a');
      yield done;
    });
    assert.deepEqual(kinds(events), ['text', 'done']);
  });

  it('gives up on a host that never answers a question about itself', async () => {
    const events = await run(async function* (call, wait) {
      call.onQuestion?.();
      await wait(1e9);
      yield done;
    });
    assert.deepEqual(kinds(events), ['first-token-timeout']);
  });

  it('ends at once when it is forbidden, as long as nothing but a question about the host has left', async () => {
    for (const [leaves, expected] of [
      ['onQuestion', ['not-allowed']],
      ['onRequest', ['text', 'done']],
    ] as const) {
      const clock = virtualClock();
      const forbidden = new Emitter<void>();
      let allowed = true;
      let left = 0;
      const events = collect(
        streamWithDeadlines(
          async function* (call): AsyncGenerator<StreamEvent> {
            call[leaves]?.();
            await waiter(clock)(500);
            yield text('a');
            yield done;
          },
          {
            ...{ clock, deadlines, label: 'Acme', signals: [] },
            allowance: { mayLeave: () => allowed, onDidChange: forbidden.event },
            onRequest: () => (left += 1),
          },
        ),
      );
      await clock.advance(100);
      allowed = false;
      forbidden.fire();
      await clock.advance(1_000);
      assert.deepEqual(kinds(await events), expected);
      assert.equal(left, leaves === 'onRequest' ? 1 : 0);
    }
  });

  it('ends a request that cannot be sent, and blames no provider for it', async () => {
    const events = await run(async function* (_call, wait) {
      await wait(1e9);
      yield done;
    });
    assert.deepEqual(kinds(events), ['unknown']);
    assert.equal(events[0]?.type === 'failed' && events[0].failure.scope, 'request');
  });

  it('gives up on a host that sends headers and then keep-alives only', async () => {
    const events = await run(async function* (call, wait) {
      call.onHeaders?.();
      for (;;) {
        await wait(100);
        call.onBytes?.();
      }
      yield done;
    });
    assert.deepEqual(kinds(events), ['first-token-timeout']);
    assert.equal(events[0]?.type === 'failed' && events[0].failure.scope, 'model');
  });

  it('takes keep-alives as life while a model pauses in mid-answer', async () => {
    const events = await run(async function* (call, wait) {
      yield text('a');
      for (let i = 0; i < 20; i += 1) {
        await wait(100);
        call.onBytes?.();
      }
      yield text('b');
      yield done;
    });
    assert.deepEqual(kinds(events), ['text', 'text', 'done']);
  });

  it('notices silence after its own time, however long the first word might have taken', async () => {
    const clock = virtualClock();
    const startedAt = clock.now();
    const options = { clock, deadlines, label: 'Acme', signals: [] };
    const source = async function* (): AsyncGenerator<StreamEvent> {
      yield text('a');
      await new Promise(() => undefined);
    };
    let endedAt: number | undefined;
    void collect(streamWithDeadlines(source, options)).then(() => (endedAt = clock.now()));
    await clock.advance(10_000);
    assert.equal(endedAt, startedAt + deadlines.silenceInTextMs);
  });

  it('calls it stalled when nothing at all comes in mid-answer', async () => {
    const events = await run(async function* (_call, wait) {
      yield text('a');
      await wait(1e9);
      yield done;
    });
    assert.deepEqual(kinds(events), ['text', 'stalled']);
  });

  it('does not wait for ever behind keep-alives that bring no progress', async () => {
    const events = await run(async function* (call, wait) {
      yield text('a');
      for (;;) {
        await wait(100);
        call.onBytes?.();
      }
      yield done;
    });
    assert.deepEqual(kinds(events), ['text', 'stalled']);
  });

  it('does not hold the time a slow consumer takes against the provider', async () => {
    const clock = virtualClock();
    const wait = waiter(clock);
    const seen: string[] = [];
    const consumed = (async () => {
      const stream = streamWithDeadlines(
        async function* () {
          yield text('a');
          await wait(300);
          yield text('b');
          yield done;
        },
        { clock, deadlines, label: 'Acme', signals: [] },
      );
      for await (const event of stream) {
        seen.push(...kinds([event]));
        await wait(5_000);
      }
    })();
    await clock.advance(60_000);
    await consumed;
    assert.deepEqual(seen, ['text', 'text', 'done']);
  });

  it('turns an answer without an end into a cut, and one without content into an empty one', async () => {
    assert.deepEqual(
      kinds(
        await run(async function* () {
          yield text('a');
        }),
      ),
      ['text', 'stream-cut'],
    );
    assert.deepEqual(
      kinds(
        await run(async function* () {
          yield done;
        }),
      ),
      ['empty'],
    );
  });

  it('lets an answer be empty where that is one, if it ends by itself', async () => {
    const ending = (reason: 'stop' | 'length') =>
      run(
        async function* () {
          yield { type: 'done', reason };
        },
        { mayBeEmpty: true },
      );
    assert.deepEqual(kinds(await ending('stop')), ['done']);
    assert.deepEqual(kinds(await ending('length')), ['empty']);
    assert.deepEqual(kinds(await run(async function* () {}, { mayBeEmpty: true })), ['empty']);
  });

  it('turns anything that a provider throws into a failure, whatever its shape', async () => {
    for (const thrown of [new TypeError('x'), 'a string', { code: 529 }, undefined]) {
      const events = await run(async function* () {
        yield text('a');
        await Promise.resolve();
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a foreign library may do
        throw thrown;
      });
      assert.deepEqual(kinds(events), ['text', 'unknown']);
    }
  });

  it('takes nothing that an iterator gives for an end of its own', async () => {
    const odd = { kind: 'odd' } as unknown as IteratorResult<StreamEvent>;
    const events = await run(() => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(odd) }) }));
    assert.deepEqual(
      events.map((event) => event.type === 'failed' && event.failure.kind),
      ['in-stream'],
    );
  });

  it('does not believe a provider that says the request was cancelled when it was not', async () => {
    const source: Source = async function* () {
      await Promise.resolve();
      yield { type: 'failed', failure: failure('cancelled') };
    };
    assert.deepEqual(kinds(await run(source)), ['unknown']);
  });

  it('ends at the first end and asks the provider nothing more', async () => {
    let resumed = false;
    const events = await run(async function* () {
      yield { type: 'failed', failure: failure('overloaded') };
      resumed = true;
      yield text('late');
    });
    assert.deepEqual(kinds(events), ['overloaded']);
    assert.equal(resumed, false);
  });

  it('ends within a tick of the signal and aborts the call, even when the provider hangs', async () => {
    const controller = new AbortController();
    const clock = virtualClock();
    let aborted = false;
    const stream = streamWithDeadlines(
      async function* (call) {
        yield text('a');
        call.signal.addEventListener('abort', () => (aborted = true));
        await new Promise(() => undefined);
      },
      { clock, deadlines, label: 'Acme', signals: [controller.signal] },
    );
    await stream.next();
    const next = stream.next();
    controller.abort('a string is not an AbortError');
    const { value } = await next;
    assert.equal(value?.type === 'failed' && value.failure.kind, 'cancelled');
    await stream.next();
    assert.equal(aborted, true);
  });

  it('calls no provider when the signal is aborted before it begins', async () => {
    const controller = new AbortController();
    controller.abort();
    const events = await run(
      async function* (call, wait) {
        await wait(call.signal.aborted ? 1e9 : 0);
        yield done;
      },
      { signal: controller.signal },
    );
    assert.deepEqual(kinds(events), ['cancelled']);
  });

  it('closes the call when the consumer walks away', async () => {
    let signal: AbortSignal | undefined;
    const stream = streamWithDeadlines(
      async function* (call) {
        signal = call.signal;
        for (;;) yield await Promise.resolve(text('a'));
      },
      { clock: virtualClock(), deadlines, label: 'Acme', signals: [] },
    );
    for await (const event of stream) if (event.type === 'text') break;
    assert.equal(signal?.aborted, true);
  });
});

describe('streamWithDeadlines: on a machine that did not run for a while', () => {
  it('reads what came in the meantime instead of taking it for silence', async () => {
    const clock = virtualClock();
    let stoodStill = 0;
    const held = { ...clock, monotonicMs: () => clock.monotonicMs() + stoodStill };
    const events = collect(
      streamWithDeadlines(
        async function* (call) {
          call.onRequest?.();
          await waiter(clock)(500);
          stoodStill = 3_000;
          await waiter(clock)(700);
          yield text('Read late.');
          yield done;
        },
        { clock: held, deadlines, label: 'Acme', signals: [] },
      ),
    );
    await clock.advance(60_000);
    assert.deepEqual(await events, [text('Read late.'), done]);
  });

  for (const event of [null, 5, { type: 'text' }, { type: 'text', text: 5 }, { type: 'odd' }, { type: 'failed' }]) {
    it(`turns ${JSON.stringify(event)} in the place of an event into a failure of its route`, async () => {
      const events = await run(async function* () {
        yield text('a');
        yield event as unknown as StreamEvent;
        yield done;
      });
      assert.deepEqual(kinds(events), ['text', 'in-stream']);
      assert.equal(events[1]?.type === 'failed' && events[1].failure.scope, 'model');
    });
  }

  it('ends well whatever the clean-up of a provider does', async () => {
    for (const clean of [
      (): never => assert.fail(),
      (): unknown => undefined,
      (): unknown => Promise.reject(new Error('x')),
    ]) {
      let step = 0;
      const source = (): AsyncIterable<StreamEvent> => ({
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.resolve({ value: [text('a'), done][step++] ?? done }),
          return: clean as () => Promise<IteratorResult<StreamEvent>>,
        }),
      });
      assert.deepEqual(kinds(await run(source)), ['text', 'done']);
    }
  });

  it('is empty where all that came are calls of tools that were not offered', async () => {
    const source = async function* (): AsyncGenerator<StreamEvent> {
      yield { type: 'tool-call-started', name: 'read' };
      yield { type: 'tool-call', id: 'c', name: 'read', input: {} };
      yield { type: 'done', reason: 'tool-calls' };
    };
    assert.deepEqual(kinds(await run(source, { offersTools: false })), ['empty']);
    assert.deepEqual(kinds(await run(source, { offersTools: false, mayBeEmpty: true })), ['empty']);
    assert.deepEqual(kinds(await run(source)), ['tool-call-started', 'tool-call', 'done']);
    const thoughtful = async function* (): AsyncGenerator<StreamEvent> {
      yield { type: 'thinking', text: 'I read it.' };
      yield* source();
    };
    assert.deepEqual(kinds(await run(thoughtful, { offersTools: false })), ['thinking', 'empty']);
  });

  it('leaves an answer that has no end of its own', async () => {
    let left = false;
    const events = await run(async function* () {
      try {
        for (;;) yield text('x'.repeat(100_000));
      } finally {
        left = true;
      }
    });
    assert.deepEqual(events.at(-1), { type: 'done', reason: 'length' });
    assert.ok(left);
  });
});

describe('streamWithDeadlines: silence in the text of an answer', () => {
  const thinking: StreamEvent = { type: 'thinking', text: 'hm' };
  /** The events, each after a silence of so many milliseconds. */
  const after = (...steps: (readonly [number, StreamEvent])[]): Source =>
    async function* (_call, wait) {
      for (const [ms, event] of steps) {
        await wait(ms);
        yield event;
      }
    };
  const listened = async (source: Source): Promise<{ kinds: string[]; gaps: number[] }> => {
    const gaps: number[] = [];
    const events = await run(source, { onLongestGap: (ms) => gaps.push(ms) });
    return { kinds: kinds(events), gaps };
  };

  it('is reported with the good end, from the first word to the last', async () => {
    const source = after([700, text('a')], [100, text('b')], [300, text('c')], [200, done]);
    assert.deepEqual(await listened(source), { kinds: ['text', 'text', 'text', 'done'], gaps: [300] });
  });

  it('is broken by a keep-alive', async () => {
    const { gaps } = await listened(async function* (call, wait) {
      yield text('a');
      await wait(300);
      call.onBytes?.();
      await wait(200);
      yield done;
    });
    assert.deepEqual(gaps, [300]);
  });

  it('is limited more tightly than silence while a model thinks, before the text or between', async () => {
    const source = after([0, thinking], [900, text('a')], [100, thinking], [900, text('b')], [600, done]);
    assert.deepEqual(await listened(source), {
      kinds: ['thinking', 'text', 'thinking', 'text', 'stalled'],
      gaps: [500],
    });
  });

  it('is not counted before what turns out to be thinking', async () => {
    const source = after([0, text('a')], [400, { type: 'text-was-thinking' }], [900, text('b')], [100, done]);
    assert.deepEqual(await listened(source), { kinds: ['text', 'text-was-thinking', 'text', 'done'], gaps: [100] });
  });

  it('is reported for no answer that broke off', async () => {
    const source = after([0, text('a')], [300, text('b')]);
    assert.deepEqual(await listened(source), { kinds: ['text', 'text', 'stream-cut'], gaps: [] });
  });
});
