import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { sleep } from '../../../../../src/engine/model/async/clock';
import type { RateLimit } from '../../../../../src/engine/model/provider/rateLimit';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { counts, engine, link, question, type Script, scripted } from '../engine';
import { type VirtualClock, virtualClock } from '../fixtures';

const headersMs = 2_000;

/** Its headers come after two seconds, and say what it has left. */
function saying(clock: VirtualClock, limits: () => readonly RateLimit[], answer: Script = counts): Script {
  return async function* (request, call) {
    const said = limits();
    await sleep(clock, headersMs, call.signal);
    if (call.signal.aborted) return;
    if (said.length > 0) call.onRateLimits?.(said);
    call.onHeaders?.();
    yield* answer(request, call);
  };
}

/** A host that has so many requests left for ten minutes, asked once, and another one. */
async function asked({ left, answer, limit }: { left?: number; answer?: Script; limit?: RateLimit } = {}) {
  const clock = virtualClock();
  let remaining = left ?? 0;
  const requests = (): RateLimit => ({ unit: 'requests', remaining: Math.max(0, --remaining), resetMs: 600_000 });
  const a = scripted(
    'a',
    saying(clock, () => [limit ?? requests()], answer),
  );
  const b = scripted('b', counts);
  const { ask, manager } = engine([link(a), link(b)], { clock });
  remaining += 1;
  await ask();
  /** Asks without waiting for the answer. */
  const start = async (request: ChatRequest = question('Count.')) => {
    const controller = new AbortController();
    const events: AnswerEvent[] = [];
    void (async () => {
      for await (const event of manager.chat(request, { signal: controller.signal })) events.push(event);
    })();
    await clock.advance(0);
    return { events, cancel: () => controller.abort() };
  };
  const to = async (request?: ChatRequest): Promise<string | undefined> => {
    const events = await ask(request);
    return events.find((event) => event.type === 'done')?.route.providerId;
  };
  return { a, b, clock, manager, start, to };
}

const long = (tokens: number): ChatRequest => question('word '.repeat(tokens));

describe('a request under way', () => {
  it('takes one of the requests that its host has left, until the host says how many', async () => {
    const { a, b, clock, start, to } = await asked({ left: 3 });
    const begun = [await start(), await start(), await start()];
    assert.equal(a.requests.length, 4);
    assert.equal(await to(), 'b');
    await clock.advance(headersMs);
    for (const { events } of begun) {
      const end = events.at(-1);
      assert.equal(end?.type === 'done' ? end.route.providerId : end?.type, 'a');
    }
    assert.equal(b.requests.length, 1);
    assert.equal(await to(), 'b');
    await clock.advance(600_000);
    assert.equal(await to(), 'a');
  });

  it('takes its tokens of those that are left, as estimated', async () => {
    const { clock, start, to } = await asked({
      limit: { unit: 'tokens', remaining: 12_000, limit: 40_000, resetMs: 600_000 },
    });
    await start(long(5_000));
    assert.equal(await to(long(5_000)), 'b');
    assert.equal(await to(long(1_000)), 'a');
    await clock.advance(headersMs);
    assert.equal(await to(long(5_000)), 'a');
  });

  it('is waited for in a limit that fills up steadily, and no longer than until it is full', async () => {
    // One comes back each second.
    const { clock, manager, start } = await asked({
      limit: { unit: 'requests', remaining: 1, limit: 600, resetMs: 599_000, refills: true },
    });
    const until = (): number | undefined => {
      const { until: at } = manager.status().providers[0]?.chat ?? {};
      return at === undefined ? undefined : at - clock.now();
    };
    await start();
    assert.equal(until(), 1_000);
    await clock.advance(1_000);
    await start();
    assert.equal(until(), 1_000);
  });

  it('that is cancelled before its answer takes one all the same, since the host has got it', async () => {
    const { start, to } = await asked({ left: 1 });
    (await start()).cancel();
    assert.equal(await to(), 'b');
  });

  it('that is cancelled is counted once: in what the host says after it', async () => {
    const { clock, start, to } = await asked({ left: 4 });
    (await start()).cancel();
    await clock.advance(headersMs);
    assert.equal(await to(), 'a');
    assert.equal(await to(), 'a');
    assert.equal(await to(), 'a');
    assert.equal(await to(), 'b');
  });

  it('whose answer says nothing of limits takes nothing from its headers on', async () => {
    const { a, clock, start, to } = await asked({ left: 1 });
    const script = a.script;
    a.script = saying(clock, () => []);
    await start();
    assert.equal(await to(), 'b');
    await clock.advance(headersMs);
    a.script = script;
    assert.equal(await to(), 'a');
  });

  it('that was sent earlier does not say anew what was left before a later one', async () => {
    const { a, clock, start, to } = await asked({ left: 2 });
    const script = a.script;
    const late: Script = async function* (request, call) {
      await sleep(clock, 5_000, call.signal);
      call.onRateLimits?.([{ unit: 'requests', remaining: 1, resetMs: 600_000 }]);
      call.onHeaders?.();
      yield* counts(request, call);
    };
    a.script = late;
    await start();
    a.script = saying(clock, () => [{ unit: 'requests', remaining: 0, resetMs: 600_000 }]);
    await start();
    await clock.advance(6_000);
    a.script = script;
    assert.equal(await to(), 'b');
  });
});
