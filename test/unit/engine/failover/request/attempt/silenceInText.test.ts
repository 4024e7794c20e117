import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../../../../src/engine/model/stream/stream';
import { done, kinds, run, type Source, text } from './deadlineFixtures';

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
