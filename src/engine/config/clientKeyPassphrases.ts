import type { SecretSource } from './secretSource';

/** Passphrases of the client keys that providers' settings name, in the host's secret storage and nowhere else. */
export class ClientKeyPassphrases {
  constructor(
    private readonly secrets: SecretSource,
    /** Gets every passphrase that is read, so that the log can keep it out. */
    private readonly onSecret: (secret: string) => void,
  ) {}

  async get(providerId: string): Promise<string | undefined> {
    const passphrase = await this.secrets.get(entry(providerId));
    if (passphrase !== undefined) this.onSecret(passphrase);
    return passphrase;
  }

  async store(providerId: string, passphrase: string): Promise<void> {
    await this.secrets.store(entry(providerId), passphrase);
  }

  async delete(providerId: string): Promise<void> {
    await this.secrets.delete(entry(providerId));
  }
}

function entry(providerId: string): string {
  return `everpair.clientKeyPassphrase.${providerId}`;
}
