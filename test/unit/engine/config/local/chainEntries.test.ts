import assert from 'node:assert/strict';
import { withLocalModel } from '../../../../../src/engine/config/local/chainEntries';

describe('the model of this machine in the list of providers', () => {
  const local = { id: 'local', type: 'local', model: 'm' };

  it('stands behind what is listed, whatever that is', () => {
    for (const list of [[], [null, 3, 'text'], [{ id: 'a', type: 'openai' }]]) {
      assert.deepEqual(withLocalModel(list, 'm'), [...list, local]);
    }
  });

  it('has an id of its own', () => {
    const list = ['local', 'local-2', 'local-model'].map((id) => ({ id, type: 'openai' }));
    assert.deepEqual(withLocalModel(list, 'm'), [...list, { ...local, id: 'local-3' }]);
  });

  it('is there once', () => {
    assert.equal(withLocalModel([null, { id: 'mine', type: 'local', model: 'other' }], 'm'), undefined);
  });
});
