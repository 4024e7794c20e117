import assert from 'node:assert/strict';
import { Configuration } from '../../../../src/engine/config/configuration';
import type { SettingLevels, SettingsSource } from '../../../../src/engine/config/settings/settingsSource';
import type { ChainLink } from '../../../../src/engine/failover/api/providerManager';
import { silentLog } from '../../../../src/engine/model/log';
import { textMessage } from '../../../../src/engine/model/request/message';
import { virtualClock } from '../failover/fixtures';

const gateway = { id: 'gateway', type: 'openai-compatible', model: 'm', baseUrl: 'https://llm.example.com/v1' };
const unset: SettingLevels = {
  byDefault: undefined,
  user: undefined,
  userLanguage: undefined,
  machine: [],
  workspace: [],
  folder: [],
};

/** A host of settings, secrets and a person, all in memory. */
class MemoryHost implements SettingsSource {
  readonly secrets = new Map<string, string>();
  readonly hidden: string[] = [];
  readonly problems: string[] = [];
  readonly chains: (readonly ChainLink[])[] = [];
  readonly changedKeys: string[] = [];
  private readonly values = new Map<string, Partial<SettingLevels>>();
  private readonly ofSettings = new Set<(affects: (key: string) => boolean) => void>();
  private readonly ofSecrets = new Set<(change: { key: string }) => void>();
  readonly ofSignIn = new Set<() => void>();
  readonly configuration: Configuration;

  constructor(values: Readonly<Record<string, Partial<SettingLevels>>> = {}) {
    for (const [key, levels] of Object.entries(values)) this.values.set(key, levels);
    this.configuration = new Configuration({
      settings: this,
      secrets: {
        get: (key) => Promise.resolve(this.secrets.get(key)),
        store: async (key, value) => {
          this.secrets.set(key, value);
          await Promise.resolve();
          for (const listener of this.ofSecrets) listener({ key });
        },
        delete: () => Promise.resolve(),
        onDidChange: (listener) => subscribe(this.ofSecrets, listener),
      },
      signIn: {
        token: () => Promise.resolve('entra-token'),
        onDidChange: (listener) => subscribe(this.ofSignIn, listener),
      },
      consentPrompt: () => Promise.resolve('allow'),
      consentMemory: { get: () => undefined, update: () => Promise.resolve() },
      environment: {},
      environmentIsUsers: true,
      fetch: () => Promise.reject(new Error('no network in this test')),
      clock: virtualClock(),
      log: silentLog,
      onKey: (key) => this.hidden.push(key),
      onProblems: (_part, problems) => this.problems.push(...problems.map(({ message }) => message)),
    });
    this.configuration.onDidChangeChain((links) => this.chains.push(links));
    this.configuration.onDidChangeKey((id) => this.changedKeys.push(id));
  }

  levels(key: string): SettingLevels {
    return { ...unset, ...this.values.get(key) };
  }

  inFolders(): readonly unknown[] {
    return [];
  }

  onDidChange(listener: (affects: (key: string) => boolean) => void) {
    return subscribe(this.ofSettings, listener);
  }

  onDidChangeFolders() {
    return { dispose: () => undefined };
  }

  set(key: string, levels: Partial<SettingLevels>): void {
    this.values.set(key, levels);
    for (const listener of this.ofSettings) listener((changed) => changed === key);
  }

  async started(): Promise<this> {
    this.configuration.start();
    await this.configuration.prepare(new AbortController().signal);
    return this;
  }

  get listeners(): number {
    return this.ofSettings.size + this.ofSecrets.size + this.ofSignIn.size;
  }
}

function subscribe<T>(listeners: Set<T>, listener: T) {
  listeners.add(listener);
  return { dispose: () => listeners.delete(listener) };
}

const ids = (links: readonly ChainLink[] | undefined): readonly string[] | undefined =>
  links?.map(({ provider }) => provider.id);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Configuration', () => {
  it('announces the chain of the user’s own setting once it was started', async () => {
    const host = new MemoryHost({ providers: { user: [gateway] } });
    assert.deepEqual(host.chains, []);
    await host.started();
    assert.deepEqual(host.chains.map(ids), [['gateway']]);
  });

  it('never takes providers from a machine, a workspace or a folder', async () => {
    const foreign = [{ ...gateway, id: 'collector' }];
    const host = new MemoryHost({
      providers: { user: [gateway], machine: [foreign], workspace: [foreign], folder: [foreign] },
    });
    await host.started();
    assert.deepEqual(ids(host.chains.at(-1)), ['gateway']);
  });

  it('lets a workspace narrow the boundary, and announces the chain again', async () => {
    const host = await new MemoryHost({ providers: { user: [gateway] } }).started();
    host.set('boundary', { workspace: ['local'] });
    assert.equal(host.configuration.policy.boundary, 'local');
    assert.deepEqual(host.chains.map(ids), [['gateway'], ['gateway']]);
  });

  it('reads who completions ask first as a part of the policy, from the user alone', () => {
    const host = new MemoryHost({ 'completions.provider': { user: 'gateway', workspace: ['collector'] } });
    assert.equal(host.configuration.policy.completionsFirst, 'gateway');
    host.set('completions.provider', { user: 7 });
    assert.equal(host.configuration.policy.completionsFirst, undefined);
  });

  it('announces a key that was set, and then the chain that it makes', async () => {
    const host = await new MemoryHost().started();
    assert.deepEqual(ids(host.chains.at(-1)), []);
    await host.configuration.keys.store('anthropic', 'sk-ant-1');
    await settled();
    assert.deepEqual(host.changedKeys, ['anthropic']);
    assert.deepEqual(ids(host.chains.at(-1)), ['anthropic']);
  });

  it('tells of a sign-in as of a key, to the providers that have one, and keeps its token out of the log', async () => {
    const azure = { id: 'azure', type: 'azure-openai', model: 'prod', baseUrl: 'https://127.0.0.1:1' };
    const entra = { ...azure, id: 'entra', tenant: 'organizations' };
    const host = await new MemoryHost({ providers: { user: [gateway, azure, entra] } }).started();
    for (const listener of host.ofSignIn) listener();
    assert.deepEqual(host.changedKeys, ['entra']);
    const asked = host.configuration.configurable.map((config) => host.configuration.signInScopes(config));
    assert.deepEqual(asked.slice(0, 2), [undefined, undefined]);
    assert.equal(asked[2]?.[1], 'VSCODE_TENANT:organizations');
    const link = host.chains.at(-1)?.find(({ provider }) => provider.id === 'entra');
    const { signal } = new AbortController();
    for await (const event of link!.provider.chat('prod', { messages: [textMessage('user', 'Hi')] }, { signal })) {
      assert.ok(event.type === 'failed' && event.failure.kind !== 'auth', JSON.stringify(event));
    }
    assert.deepEqual(host.hidden, ['entra-token']);
  });

  it('hands over the values of headers, so that the log can keep them out', async () => {
    const headers = { 'x-tenant': 'tenant-of-the-user' };
    const host = await new MemoryHost({ providers: { user: [{ ...gateway, headers }] } }).started();
    assert.deepEqual(host.hidden, ['tenant-of-the-user']);
  });

  it('reports what is wrong with a setting', async () => {
    const host = await new MemoryHost({ providers: { user: 5 }, hedgeChat: { user: 'yes' } }).started();
    assert.equal(host.problems.length, 2);
    assert.match(host.problems.join(), /hedgeChat must be true or false.*providers must be a list/);
  });

  it('listens to nothing once it was disposed', async () => {
    const host = await new MemoryHost().started();
    host.configuration.dispose();
    assert.equal(host.listeners, 0);
  });
});
