import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../../../src/engine/model/stream/stream';
import { count, engine, link, type Script, scripted, textShown } from '../engine';
import { type VirtualClock, virtualClock } from '../fixtures';

/** Counts to 40, a word in 40 ms, with a silence of so many milliseconds after the fifth. */
function pausing(clock: VirtualClock, pauseMs: number): Script {
  return async function* (): AsyncGenerator<StreamEvent> {
    for (const [index, word] of count(1, 40).split(/(?= )/).entries()) {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, index === 5 ? pauseMs : 40));
      yield { type: 'text', text: word };
    }
    yield { type: 'done', reason: 'stop' };
  };
}

describe('DeadlineWatch: an answer that falls silent in its text', () => {
  async function rig(answers: number) {
    const clock = virtualClock();
    const first = scripted('a', pausing(clock, 40));
    const second = scripted('b', pausing(clock, 40));
    const rigged = engine([link(first), link(second)], { clock });
    for (let times = 0; times < answers; times += 1) await rigged.ask();
    return { ...rigged, first, second, route: link(first).chat };
  }

  it('is left within 2 s where ten answers of its route are known', async () => {
    const { ask, clock, first, second } = await rig(10);
    first.script = pausing(clock, 1e6);
    const startedAt = clock.now();
    await ask();
    assert.equal(second.requests.length, 1);
    assert.ok(clock.now() - startedAt < 2_000 + 2 * 40 * 40, `${clock.now() - startedAt} ms`);
  });

  it('is waited for 5 s where fewer are known', async () => {
    const { ask, clock, first, second } = await rig(9);
    first.script = pausing(clock, 4_900);
    assert.equal(textShown(await ask()), count(1, 40));
    assert.equal(second.requests.length, 0);
  });

  it('is left after 5 s where nothing is known of its route, which counts as a gap of it', async () => {
    const { ask, clock, first, second, latency, route } = await rig(0);
    first.script = pausing(clock, 14_000);
    const startedAt = clock.now();
    assert.equal(textShown(await ask()), count(1, 40));
    assert.equal(second.requests.length, 1);
    assert.ok(clock.now() - startedAt < 5_000 + 2 * 40 * 40, `${clock.now() - startedAt} ms`);
    assert.equal(latency.gaps(route).longestMs, 5_000);
  });

  it('is waited for longer again when its route has become one that pauses', async () => {
    const { ask, clock, first, latency, route } = await rig(10);
    assert.equal(latency.gaps(route).p95Ms, 40);
    first.script = pausing(clock, 1e6);
    await ask();
    assert.equal(latency.gaps(route).p95Ms, 2_000);
  });
});
