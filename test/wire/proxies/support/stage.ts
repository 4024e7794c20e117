import assert from 'node:assert/strict';
import { temporaryFolder } from '../../../../tools/vscode/folders';
import type { AnswerEvent } from '../../../../src/engine/failover/api/answer';
import type { ChainLink } from '../../../../src/engine/failover/api/providerManager';
import { systemClock } from '../../../../src/engine/model/async/clock';
import type { Failure } from '../../../../src/engine/model/failure/failure';
import type { ProviderConfig } from '../../../../src/engine/model/provider/providerConfig';
import type { ConnectionDeps } from '../../../../src/engine/providers/connection/connections';
import { Connections } from '../../../../src/engine/providers/connection/connections';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import { routesOf } from '../../../../src/engine/providers/registry/routes';
import { atEndOfTest } from '../../../real/support/ending';
import { ask, managerOf } from '../../../real/support/stage';
import { type Authority, type Certificate, makeAuthority, makeCertificate } from './authorities';
import { lastWord } from './vendor';

/** A name that nobody can look up: only a proxy knows where it leads to. */
export const vendorHost = 'api.vendor.test';

export interface Certificates {
  /** Has signed those of the vendor. */
  readonly vendorAuthority: Authority;
  /** That of a company's proxy that opens connections. */
  readonly proxyAuthority: Authority;
  readonly vendor: Certificate;
  readonly wrongHost: Certificate;
  readonly expired: Certificate;
  readonly client: Certificate;
  /** Its key is locked with `passphrase`. */
  readonly lockedClient: Certificate;
}

export const passphrase = 'open sesame';

/** All certificates of the tests; a quarter of a second. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = temporaryFolder('certificates').path;
  const [vendorAuthority, proxyAuthority] = await Promise.all([
    makeAuthority(folder, 'vendor-authority'),
    makeAuthority(folder, 'proxy-authority'),
  ]);
  const hosts = [vendorHost, 'localhost', '127.0.0.1', '127.0.0.2'];
  const signed = (name: string, options: Parameters<typeof makeCertificate>[3]): Promise<Certificate> =>
    makeCertificate(folder, name, vendorAuthority, options);
  const [vendor, wrongHost, expired, client, lockedClient] = await Promise.all([
    signed('vendor', { hosts }),
    signed('wrong-host', { hosts: ['other.vendor.test'] }),
    signed('expired', { hosts, hasExpired: true }),
    signed('client', { hosts: [] }),
    signed('locked-client', { hosts: [], passphrase }),
  ]);
  return { vendorAuthority, proxyAuthority, vendor, wrongHost, expired, client, lockedClient };
}

export type ConnectionOptions = Partial<ConnectionDeps>;

/** Connections as the engine alone has them, without an editor and with an empty environment. */
export function connectionsOf(options: ConnectionOptions = {}): Connections {
  const connections = new Connections({
    fetch,
    settings: undefined,
    environment: {},
    passphrase: () => Promise.resolve(undefined),
    clock: systemClock,
    ...options,
  });
  atEndOfTest(() => connections.dispose());
  return connections;
}

/** A provider that is reached through these connections. */
export function linkThrough(connections: Connections, baseUrl: string, more: Partial<ProviderConfig> = {}): ChainLink {
  const config: ProviderConfig = {
    ...{ id: 'a', type: 'openai-compatible', model: 'count', label: 'Alpha', headers: {}, enabled: true },
    baseUrl: `${baseUrl}/v1`,
    ...more,
  };
  const deps = { apiKey: () => Promise.resolve('none'), fetch: connections.fetchFor(config), clock: systemClock };
  return { provider: createProvider(config, deps), label: config.label, ...routesOf(config) };
}

/** Asks one provider alone. */
export async function askThrough(...link: Parameters<typeof linkThrough>): Promise<readonly AnswerEvent[]> {
  return ask(managerOf([linkThrough(...link)]));
}

export const wholeAnswer = Array.from({ length: lastWord }, (_, at) => at + 1).join(' ');

/** What the provider itself says of one question, without failover. */
export async function failureThrough(...link: Parameters<typeof linkThrough>): Promise<Failure> {
  const { provider } = linkThrough(...link);
  const request = { messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'Count.' }] }] };
  for await (const event of provider.chat('count', request, { signal: new AbortController().signal }))
    if (event.type === 'failed') return event.failure;
  throw new assert.AssertionError({ message: 'It did not fail.' });
}
