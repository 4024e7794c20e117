import assert from 'node:assert/strict';
import { ClientKeyPassphrases } from '../../../../src/engine/config/clientKeyPassphrases';

describe('the passphrase of a client key', () => {
  it('is kept in the secret storage by its provider until it is deleted, and kept out of the log once it is read', async () => {
    const secrets = new Map<string, string>([['everpair.apiKey.a', 'the key of a']]);
    const hidden: string[] = [];
    const passphrases = new ClientKeyPassphrases(
      {
        get: (key) => Promise.resolve(secrets.get(key)),
        store: (key, value) => Promise.resolve(void secrets.set(key, value)),
        delete: (key) => Promise.resolve(void secrets.delete(key)),
        onDidChange: () => ({ dispose: () => undefined }),
      },
      (secret) => hidden.push(secret),
    );
    await passphrases.store('a', 'of a');
    await passphrases.store('b', 'of b');
    assert.deepEqual([await passphrases.get('a'), await passphrases.get('c')], ['of a', undefined]);
    assert.deepEqual(hidden, ['of a']);
    await passphrases.delete('a');
    assert.equal(await passphrases.get('a'), undefined);
    assert.deepEqual([...secrets.values()], ['the key of a', 'of b']);
  });
});
