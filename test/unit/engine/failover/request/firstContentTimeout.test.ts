import assert from 'node:assert/strict';
import { engine, hangsAfter, link, scripted } from '../engine';
import { virtualClock } from '../fixtures';
import { answersAfter, complete } from '../typing';

describe('RunOptions.firstContentTimeoutMs', () => {
  function rig(a: number, b?: number) {
    const clock = virtualClock();
    const first = scripted('a', answersAfter(clock, a));
    const second = scripted('b', answersAfter(clock, b ?? 0));
    const links = b === undefined ? [link(first)] : [link(first), link(second)];
    const rigged = engine(links, { clock });
    return { first, second, ...rigged, view: () => rigged.health.view(link(first).completion, 'completion') };
  }

  it('fails the request in time, and leaves the health of a slower provider as it is', async () => {
    const slow = rig(500);
    for (let times = 0; times < 20; times += 1) {
      const { startedAt, events } = await complete(slow, { firstContentTimeoutMs: 300 });
      assert.equal(events.at(-1)?.type, 'failed');
      assert.equal(slow.clock.now() - startedAt, 300);
      await slow.clock.advance(3_000);
      assert.deepEqual(slow.view(), { state: 'healthy', halfOpen: false });
    }
    assert.equal(slow.first.requests.length, 20);
    assert.equal((await complete(slow, { firstContentTimeoutMs: 600 })).firstTextMs, 500);
  });

  it('lets the time of the provider be learned, although the request has ended before', async () => {
    const slow = rig(500);
    for (let times = 0; times < 6; times += 1) {
      await complete(slow, { firstContentTimeoutMs: 300 });
      await slow.clock.advance(10_000);
    }
    assert.equal(slow.latency.p50(link(slow.first).completion, 'completion'), 500);
  });

  it('closes late attempts at once, but reads one in ten seconds to its first word', async () => {
    const slow = rig(500);
    const open: AbortSignal[] = [];
    const { script } = slow.first;
    slow.first.script = (request, call) => {
      open.push(call.signal);
      return script(request, call);
    };
    for (let times = 0; times < 4; times += 1) await complete(slow, { firstContentTimeoutMs: 100 });
    assert.deepEqual(
      open.map(({ aborted }) => aborted),
      [false, true, true, true],
    );
    await slow.clock.advance(100);
    assert.equal(open[0]?.aborted, true);
  });

  it('lets a dead provider be found out, although no request waits for the proof', async () => {
    const dead = rig(0, 100);
    dead.first.script = hangsAfter(0);
    const impatient = { firstContentTimeoutMs: 150 };
    await complete(dead, impatient);
    await dead.clock.advance(3_000);
    assert.equal(dead.view().state, 'down');
    const { by, firstTextMs } = await complete(dead, impatient);
    assert.deepEqual({ by, firstTextMs }, { by: 'b', firstTextMs: 100 });
  });

  it('keeps a third of the time for a second route', async () => {
    const silent = rig(0, 90);
    silent.first.script = hangsAfter(0);
    const { by, firstTextMs } = await complete(silent, { firstContentTimeoutMs: 300 });
    assert.deepEqual({ by, firstTextMs }, { by: 'b', firstTextMs: 290 });
  });

  it('asks no route when there is no time', async () => {
    const late = rig(0, 10);
    const { events } = await complete(late, { firstContentTimeoutMs: 0 });
    assert.equal(events.at(-1)?.type, 'failed');
    assert.deepEqual([late.first.requests.length, late.second.requests.length], [0, 0]);
  });

  it('does not limit an answer that has begun', async () => {
    const slow = rig(200);
    assert.equal((await complete(slow, { firstContentTimeoutMs: 210 })).by, 'a');
  });
});
