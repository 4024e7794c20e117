import assert from 'node:assert/strict';
import { virtualClock } from '../../engine/failover/fixtures';
import { DataPart, PartWriter, TextPart, ToolCallPart } from './editorStub';

describe('PartWriter', () => {
  const begin = () => {
    const clock = virtualClock();
    const start = clock.monotonicMs();
    const parts: { readonly at: number; readonly part: unknown }[] = [];
    const writer = new PartWriter({ report: (part) => parts.push({ at: clock.monotonicMs() - start, part }) }, clock);
    const texts = (): string[] => parts.flatMap(({ part }) => (part instanceof TextPart ? [part.value] : []));
    return { clock, parts, writer, texts };
  };

  it('gives the first text at once, and later ones 40 ms apart with nothing lost', async () => {
    const { clock, parts, writer, texts } = begin();
    for (let index = 0; index < 60; index += 1) {
      writer.text(`${index} `);
      await clock.advance(7);
    }
    writer.flush();
    assert.equal(parts[0]?.at, 0);
    assert.equal(texts()[0], '0 ');
    const gaps = parts.slice(1, -1).map(({ at }, index) => at - (parts[index]?.at ?? 0));
    assert.ok(gaps.length > 5 && gaps.every((gap) => gap >= 40 && gap < 80), gaps.join());
    assert.equal(texts().join(''), Array.from({ length: 60 }, (_, index) => `${index} `).join(''));
    assert.equal(clock.timers(), 0);
  });

  it('gives a text at once after a pause, and waiting text within 40 ms without more of it', async () => {
    const { clock, parts, writer } = begin();
    writer.text('a');
    await clock.advance(500);
    writer.text('b');
    writer.text('c');
    await clock.advance(1_000);
    assert.deepEqual(
      parts.map(({ at, part }) => [at, (part as TextPart).value]),
      [
        [0, 'a'],
        [500, 'b'],
        [540, 'c'],
      ],
    );
  });

  it('puts the text that waits before a call and before usage', () => {
    const { parts, writer } = begin();
    writer.text('a');
    writer.text('b');
    writer.call('c1', 'look', { x: 1 });
    writer.text('c');
    writer.usage({ input: 5, output: 3, cached: 1 });
    const [, b, call, c, usage] = parts.map(({ part }) => part);
    assert.deepEqual([b, call, c], [new TextPart('b'), new ToolCallPart('c1', 'look', { x: 1 }), new TextPart('c')]);
    assert.ok(usage instanceof DataPart && usage.mimeType === 'usage');
    assert.deepEqual(JSON.parse(new TextDecoder().decode(usage.data)), {
      prompt_tokens: 5,
      completion_tokens: 3,
      total_tokens: 8,
      prompt_tokens_details: { cached_tokens: 1 },
    });
  });

  it('is settled 250 ms after its last part, at once where it has given none or nobody waits any more', async () => {
    const { clock, writer, texts } = begin();
    const untouched = begin();
    const never = new AbortController().signal;
    await untouched.writer.settled(never);
    writer.text('a');
    writer.text('b');
    const settled: number[] = [];
    const start = clock.monotonicMs();
    void writer.settled(never).then(() => settled.push(clock.monotonicMs() - start));
    assert.deepEqual(texts(), ['a', 'b']);
    await clock.advance(249);
    assert.deepEqual(settled, []);
    await clock.advance(10);
    assert.deepEqual(settled, [250]);
    await writer.settled(AbortSignal.abort());
  });

  it('gives nothing any more when it was stopped', async () => {
    const { clock, writer, texts } = begin();
    writer.text('a');
    writer.text('b');
    writer.stop();
    await clock.advance(1_000);
    assert.deepEqual(texts(), ['a']);
  });
});
