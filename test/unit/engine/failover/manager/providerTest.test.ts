import assert from 'node:assert/strict';
import { engine } from '../engine';
import { collect } from '../fixtures';
import { watched } from '../watched';

describe('the test of providers', () => {
  it('asks all of the chain, or none but the one that is named', async () => {
    const [local, cloud] = [watched('local'), watched('cloud')];
    const { manager } = engine([local.link, cloud.link]);
    const { signal } = new AbortController();
    const one = await collect(manager.test(signal, cloud.link.provider.id));
    assert.deepEqual(
      one.map(({ link }) => link.label),
      ['CLOUD'],
    );
    assert.deepEqual([local.contacts.length, cloud.contacts.length], [0, 1]);
    assert.equal((await collect(manager.test(signal))).length, 2);
    assert.deepEqual(await collect(manager.test(signal, 'unknown')), []);
  });
});
