import assert from 'node:assert/strict';
import { streamWithDeadlines } from '../../../../../../src/engine/failover/request/attempt/streamWithDeadlines';
import { Emitter } from '../../../../../../src/engine/model/async/event';
import type { StreamEvent } from '../../../../../../src/engine/model/stream/stream';
import { collect, virtualClock } from '../../fixtures';
import { deadlines, done, kinds, run, text, waiter } from './deadlineFixtures';

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
});
