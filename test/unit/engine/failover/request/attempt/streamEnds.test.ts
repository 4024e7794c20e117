import assert from 'node:assert/strict';
import { streamWithDeadlines } from '../../../../../../src/engine/failover/request/attempt/streamWithDeadlines';
import type { StreamEvent } from '../../../../../../src/engine/model/stream/stream';
import { failure, virtualClock } from '../../fixtures';
import { deadlines, done, kinds, run, type Source, text } from './deadlineFixtures';

describe('streamWithDeadlines: the end of a stream', () => {
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
