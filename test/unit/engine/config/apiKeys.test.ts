import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { ApiKeys } from '../../../../src/engine/config/apiKeys';
import { Emitter } from '../../../../src/engine/model/async/event';

interface World {
  readonly keys: ApiKeys;
  readonly secrets: Map<string, string>;
  readonly changed: Emitter<vscode.SecretStorageChangeEvent>;
  /** Keys the log was told to keep out. */
  readonly hidden: string[];
  /** Entries that were read, one for each time. */
  readonly reads: string[];
  now: number;
}

function world(environment: Readonly<Record<string, string>> = {}): World {
  const secrets = new Map<string, string>();
  const changed = new Emitter<vscode.SecretStorageChangeEvent>();
  const hidden: string[] = [];
  const reads: string[] = [];
  const storage: vscode.SecretStorage = {
    keys: () => Promise.resolve([...secrets.keys()]),
    get: (key) => {
      reads.push(key);
      const secret = secrets.get(key);
      return secret === 'locked' ? Promise.reject(new Error('The keyring is locked.')) : Promise.resolve(secret);
    },
    store: (key, value) => Promise.resolve(void secrets.set(key, value)),
    delete: (key) => Promise.resolve(void secrets.delete(key)),
    onDidChange: changed.event,
  };
  const made = { secrets, changed, hidden, reads, now: 0 };
  const onKey = (key: string): void => void hidden.push(key);
  return Object.assign(made, {
    keys: new ApiKeys({ secrets: storage, environment, onKey, clock: { monotonicMs: () => made.now } }),
  });
}

const claude = { id: 'claude', type: 'anthropic' } as const;
const team = { id: 'team', type: 'openai-compatible', apiKeyEnv: 'TEAM_KEY' } as const;

describe('the key of a provider', () => {
  it('is the stored one, else the one in the environment', async () => {
    const { keys } = world({ ANTHROPIC_API_KEY: ' from-environment\n' });
    assert.deepEqual([await keys.get(claude), await keys.source(claude)], ['from-environment', 'environment']);
    await keys.store('claude', 'stored');
    assert.deepEqual([await keys.get(claude), await keys.source(claude)], ['stored', 'stored']);
    await keys.delete('claude');
    assert.equal(await keys.get(claude), 'from-environment');
  });

  it('is found under the name that the setting gives, and not under that of its type', async () => {
    const { keys } = world({ TEAM_KEY: 'team', OPENAI_API_KEY: 'openai' });
    assert.equal(await keys.get(team), 'team');
    assert.equal(await keys.get({ id: 'host', type: 'openai-compatible' }), undefined);
    assert.equal(await keys.get({ ...claude, apiKeyEnv: 'TEAM_KEY' }), 'team');
  });

  it('is not there when the variable is empty', async () => {
    const { keys } = world({ ANTHROPIC_API_KEY: ' ' });
    assert.deepEqual([await keys.get(claude), await keys.source(claude)], [undefined, 'none']);
  });

  it('is its own for every provider of a type', async () => {
    const { keys, secrets } = world();
    await keys.store('one', 'first');
    await keys.store('two', 'second');
    assert.equal(await keys.get({ ...claude, id: 'one' }), 'first');
    assert.equal(await keys.get({ ...claude, id: 'two' }), 'second');
    assert.equal(secrets.size, 2);
  });

  it('is told to the log before anyone can write it there', async () => {
    const { keys, hidden } = world({ TEAM_KEY: 'team' });
    await keys.store('claude', 'stored');
    await keys.get(claude);
    await keys.get(team);
    assert.deepEqual(hidden, ['stored', 'team']);
  });

  it('is read once until it changes, here or in another window', async () => {
    const { keys, secrets, changed, reads } = world();
    await keys.store('claude', 'first');
    assert.deepEqual([await keys.get(claude), await keys.get(claude), reads.length], ['first', 'first', 1]);
    await keys.store('claude', 'second');
    assert.deepEqual([await keys.get(claude), reads.length], ['second', 2]);
    secrets.set('everpair.apiKey.claude', 'third');
    changed.fire({ key: 'everpair.apiKey.claude' });
    assert.deepEqual([await keys.get(claude), reads.length], ['third', 3]);
  });

  it('is read again after a minute, should nobody have told of a change', async () => {
    const made = world();
    await made.keys.store('claude', 'first');
    await made.keys.get(claude);
    made.secrets.set('everpair.apiKey.claude', 'second');
    made.now = 59_999;
    assert.equal(await made.keys.get(claude), 'first');
    made.now = 60_000;
    assert.equal(await made.keys.get(claude), 'second');
  });

  it('is asked for again after it could not be read', async () => {
    const { keys, secrets } = world();
    secrets.set('everpair.apiKey.claude', 'locked');
    await assert.rejects(keys.get(claude), /locked/);
    secrets.set('everpair.apiKey.claude', 'open');
    assert.equal(await keys.get(claude), 'open');
  });

  it('is heard of when it changes, and other secrets are not', () => {
    const { keys, changed } = world();
    const heard: string[] = [];
    const listener = keys.onDidChange((id) => heard.push(id));
    for (const key of ['everpair.apiKey.claude', 'everpair.other', 'everpair.apiKey.a.b']) changed.fire({ key });
    listener.dispose();
    changed.fire({ key: 'everpair.apiKey.late' });
    assert.deepEqual(heard, ['claude', 'a.b']);
  });
});
