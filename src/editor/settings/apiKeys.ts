import type * as vscode from 'vscode';
import type { ProviderConfig } from '../../model/providerConfig';
import { typeDefaults } from '../../providers/catalogue';

/** Where a provider's key comes from. */
export type KeySource = 'stored' | 'environment' | 'none';

/**
 * Keys of providers: the one stored in VS Code's secret storage, else the one in the environment. One entry for each
 * provider, because two windows that write one shared entry would drop each other's keys.
 */
export class ApiKeys {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly environment: Readonly<Record<string, string | undefined>>,
    /** Told every key that is read, so that the log can keep it out. */
    private readonly onKey: (key: string) => void,
  ) {}

  async get(config: Pick<ProviderConfig, 'id' | 'type' | 'apiKeyEnv'>): Promise<string | undefined> {
    const key = (await this.secrets.get(entry(config.id))) ?? this.fromEnvironment(config);
    if (key !== undefined) this.onKey(key);
    return key;
  }

  async source(config: Pick<ProviderConfig, 'id' | 'type' | 'apiKeyEnv'>): Promise<KeySource> {
    if ((await this.secrets.get(entry(config.id))) !== undefined) return 'stored';
    return this.fromEnvironment(config) === undefined ? 'none' : 'environment';
  }

  async store(providerId: string, key: string): Promise<void> {
    await this.secrets.store(entry(providerId), key);
  }

  async delete(providerId: string): Promise<void> {
    await this.secrets.delete(entry(providerId));
  }

  /** Fires with the provider's id when its key was set or deleted, in this window or another. */
  onDidChange(listener: (providerId: string) => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener(key.slice(prefix.length));
    });
  }

  private fromEnvironment({ type, apiKeyEnv }: Pick<ProviderConfig, 'type' | 'apiKeyEnv'>): string | undefined {
    const name = apiKeyEnv ?? typeDefaults[type].apiKeyEnv;
    const value = name === undefined ? undefined : this.environment[name]?.trim();
    return value === '' ? undefined : value;
  }
}

const prefix = 'everpair.apiKey.';

function entry(providerId: string): string {
  return `${prefix}${providerId}`;
}
