import assert from 'node:assert/strict';
import { memoryFit, neededMemory } from '../../../../src/engine/model/memoryFit';

const gb = 1024 ** 3;

describe('memoryFit', () => {
  it('is easy, short or impossible, by what is free and by what there is', () => {
    const memory = { totalBytes: 16 * gb, availableBytes: 8 * gb };
    assert.equal(memoryFit(0, memory), 'fits');
    assert.equal(memoryFit(7.2 * gb, memory), 'fits');
    assert.equal(memoryFit(7.3 * gb, memory), 'tight');
    assert.equal(memoryFit(12.8 * gb, memory), 'tight');
    assert.equal(memoryFit(12.9 * gb, memory), 'too-large');
  });

  it('counts the context and the program besides the weights', () => {
    assert.ok(neededMemory(5 * gb) > 5.5 * gb);
    assert.equal(neededMemory(5 * gb, 2 * gb) - neededMemory(5 * gb, gb), gb);
  });
});
