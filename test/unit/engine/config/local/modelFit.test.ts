import assert from 'node:assert/strict';
import type { MemoryFit } from '../../../../../src/engine/model/memoryFit';
import { ollamaModels } from '../../../../../src/engine/config/local/ollamaModels';
import { fitOf, fittedModels, type MemoryProfile, neededBytes } from '../../../../../src/engine/config/local/modelFit';

const gib = 1_073_741_824;

function plain(total: number, free: number): MemoryProfile {
  return { totalBytes: total * gib, freeBytes: free * gib };
}
function card(total: number, free: number, video: number, freeVideo = video - 0.5): MemoryProfile {
  return { ...plain(total, free), graphics: { totalBytes: video * gib, freeBytes: freeVideo * gib } };
}
function apple(total: number): MemoryProfile {
  // What macOS calls free is little, however much there is to have.
  return { ...plain(total, 0.3), isUnified: true };
}

const marks: Readonly<Record<string, MemoryFit>> = { f: 'fits', t: 'tight', n: 'too-large' };

/** Lights for a window of 8,192 tokens in the order of the table: 0.5b 1.5b 7b 14b, devstral 24b, qwen3 30b, 32b. */
const profiles: readonly (readonly [name: string, memory: MemoryProfile, lights: string, best: string | undefined])[] =
  [
    ['a small server with 2 GiB', plain(2, 1.5), 'nnnnnnn', undefined],
    ['4 GiB, most of it taken', plain(4, 0.8), 'ttnnnnn', undefined],
    ['4 GiB, nearly free', plain(4, 3.2), 'ftnnnnn', 'qwen2.5-coder:0.5b'],
    ['a laptop with 8 GiB, half free', plain(8, 4), 'fftnnnn', 'qwen2.5-coder:1.5b'],
    ['8 GiB, nothing free', plain(8, 0.5), 'tttnnnn', undefined],
    ['8 GiB with a small card of 2 GiB', card(8, 4, 2), 'fftnnnn', 'qwen2.5-coder:1.5b'],
    ['16 GiB, ten free', plain(16, 10), 'ffftnnn', 'qwen2.5-coder:7b'],
    ['16 GiB, four free', plain(16, 4), 'ffttnnn', 'qwen2.5-coder:1.5b'],
    ['16 GiB with a card of 4 GiB', card(16, 10, 4), 'fffttnn', 'qwen2.5-coder:7b'],
    ['16 GiB with a card of 8 GiB', card(16, 10, 8), 'ffftttn', 'qwen2.5-coder:7b'],
    ['32 GiB, twenty free, no card', plain(32, 20), 'ffffttt', 'qwen2.5-coder:7b'],
    ['32 GiB with a card of 12 GiB', card(32, 20, 12), 'ffffttt', 'qwen2.5-coder:14b'],
    ['32 GiB with a card of 16 GiB', card(32, 20, 16), 'ffffttt', 'qwen2.5-coder:14b'],
    ['32 GiB with a card of 16 GiB, which a game holds', card(32, 20, 16, 3), 'ffffttt', 'qwen2.5-coder:7b'],
    ['64 GiB with a card of 24 GiB', card(64, 50, 24), 'fffffff', 'qwen2.5-coder:32b'],
    ['64 GiB with a card of 32 GiB', card(64, 50, 32), 'fffffff', 'qwen2.5-coder:32b'],
    ['128 GiB without a card', plain(128, 110), 'fffffff', 'qwen2.5-coder:7b'],
    ['an Apple with 8 GiB', apple(8), 'fftnnnn', 'qwen2.5-coder:1.5b'],
    ['an Apple with 16 GiB', apple(16), 'ffftnnn', 'qwen2.5-coder:7b'],
    ['an Apple with 24 GiB', apple(24), 'fffftnn', 'qwen2.5-coder:14b'],
    ['an Apple with 36 GiB', apple(36), 'fffffft', 'qwen2.5-coder:14b'],
    ['an Apple with 64 GiB', apple(64), 'fffffff', 'qwen2.5-coder:32b'],
  ];

describe('whether a model fits into the memory of a machine', () => {
  for (const [name, memory, lights, best] of profiles) {
    it(`${name}: ${lights}`, () => {
      const found = ollamaModels.map((model) => fitOf(model, 8_192, memory));
      assert.deepEqual(
        found,
        lights.split('').map((light) => marks[light]),
      );
      const [first] = fittedModels(ollamaModels, memory);
      assert.equal(first?.isRecommended === true ? first.model.name : undefined, best);
    });
  }

  it('never gets better with less memory, nor with a larger window', () => {
    const order: readonly MemoryFit[] = ['fits', 'tight', 'too-large'];
    for (const model of ollamaModels) {
      for (let total = 2; total <= 128; total += 1) {
        const [less, more] = [plain(total, total / 2), plain(total + 1, (total + 1) / 2)];
        const rank = (memory: MemoryProfile, tokens: number): number => order.indexOf(fitOf(model, tokens, memory));
        assert.ok(rank(less, 8_192) >= rank(more, 8_192), `${model.name} ${total}`);
        assert.ok(rank(less, 32_768) >= rank(less, 8_192), `${model.name} ${total}`);
      }
    }
  });

  it('gives a model the largest window that still fits', () => {
    const windowOf = (memory: MemoryProfile, name: string): number | undefined =>
      fittedModels(ollamaModels, memory).find(({ model }) => model.name === name)?.windowTokens;
    assert.equal(windowOf(card(32, 20, 12), 'qwen2.5-coder:7b'), 32_768);
    assert.equal(windowOf(card(32, 20, 7), 'qwen2.5-coder:7b'), 16_384);
    assert.equal(windowOf(card(32, 20, 4), 'qwen2.5-coder:7b'), 32_768);
    assert.equal(windowOf(card(64, 50, 32), 'qwen3-coder:30b'), 65_536);
  });

  it('has a light for no model of a machine whose memory nobody knows', () => {
    const fitted = fittedModels(ollamaModels, undefined);
    assert.deepEqual([...new Set(fitted.map(({ fit }) => fit))], [undefined]);
    assert.ok(fitted.every(({ isRecommended }) => !isRecommended));
  });

  it('counts weights and the cache of the window', () => {
    const seven = ollamaModels.find(({ name }) => name === 'qwen2.5-coder:7b')!;
    // 28 layers, 4 heads of 128, keys and values, 2 bytes each.
    assert.equal(neededBytes(seven, 16_384) - neededBytes(seven, 8_192), 8_192 * 57_344);
    assert.ok(neededBytes(seven, 8_192) > seven.weightsBytes + 8_192 * 57_344);
  });
});
