import assert from 'node:assert/strict';
import { recommended } from '../../../../src/editor/localModel/recommended';
import { codingModels } from '../../../../src/engine/localModel/catalogue/codingModels';

describe('the recommended model', () => {
  const nameWith = (freeBytes: number): string | undefined =>
    recommended(codingModels, (bytes) => (bytes <= freeBytes ? 'fits' : 'tight'))?.name;

  it('is the largest that is quick on a processor and fits, else the smallest', () => {
    assert.equal(nameWith(64e9), 'Qwen2.5-Coder 1.5B');
    assert.equal(nameWith(1e9), 'Qwen2.5-Coder 0.5B');
    assert.equal(nameWith(1e6), 'Qwen2.5-Coder 0.5B');
    assert.equal(
      recommended([], () => 'fits'),
      undefined,
    );
  });
});
