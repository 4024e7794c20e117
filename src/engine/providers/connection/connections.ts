import type { ProviderConfig } from '../../model/provider/providerConfig';
import { causesOf } from '../errors/connection/causes';
import { FaultBehindProxy, ProxyFault } from '../errors/connection/connectionFaults';
import { refusedTunnelStatus } from '../errors/connection/proxyFailure';
import { Certificates, type Identity, type Trust } from './certificates';
import type { Environment, NetworkSettings } from './networkSettings';
import { nodeFetch } from './nodeFetch';
import type { ProviderFetch } from './providerFetch';
import { type ConnectionClock, ProxyAgents } from './proxyAgents';
import { hasLogIn, type Proxy, proxyOf } from './proxyOf';

export interface ConnectionDeps {
  /** The host's own. In VS Code it goes through the system's proxies and logs in to them, and trusts the system's certificates. */
  readonly fetch: typeof globalThis.fetch;
  /** The editor's settings, asked at each request; undefined in a host without such settings, whose `fetch` knows no proxies. */
  readonly settings: (() => NetworkSettings) | undefined;
  /** Empty where it is not the user's. */
  readonly environment: Environment;
  /** Passphrase of the provider's client key. */
  readonly passphrase: (providerId: string) => Promise<string | undefined>;
  readonly clock: ConnectionClock;
}

/** How all providers reach their hosts: the one place that decides on proxies, certificates and who sends a request. */
export class Connections {
  private readonly certificates = new Certificates();
  private readonly agents: ProxyAgents;
  /** Addresses of proxies that the editor logged in to where no log-in was known here. */
  private readonly loggedInByEditor = new Set<string>();

  constructor(private readonly deps: ConnectionDeps) {
    this.agents = new ProxyAgents(deps.clock);
  }

  fetchFor(config: ProviderConfig): ProviderFetch {
    const { id, caFile, clientCertFile, clientKeyFile, label } = config;
    const files = { caFile, clientCertFile, clientKeyFile };
    const identity: Identity = { ...files, label, passphrase: () => this.deps.passphrase(id) };
    const hasOwn = Object.values(files).some((file) => file !== undefined);
    const send: ProviderFetch = (input, init = {}) => this.send(input, init, hasOwn ? identity : { label });
    return Object.assign(send, { tellsWhenItLeaves: true as const });
  }

  /** Log-ins of proxies that were used stay with their connections until this is called. */
  async dispose(): Promise<void> {
    await this.agents.dispose();
  }

  private async send(
    ...[input, init, identity]: [...Required<Parameters<ProviderFetch>>, Identity]
  ): Promise<Response> {
    const { onLeave = noted, ...plain } = init;
    const url = new URL(input instanceof Request ? input.url : input);
    const settings = this.deps.settings?.() ?? {};
    const proxy = proxyOf(url, settings, this.deps.environment);
    const isByTls = url.protocol === 'https:';
    if (proxy && proxy.url.protocol !== 'http:' && proxy.url.protocol !== 'https:') {
      if (!this.deps.settings) throw new ProxyFault(proxy, 'unsupported');
      // The editor knows more kinds of proxies, and sends Node's own requests through them.
      return nodeFetch(url, plain, isByTls ? { secureContext: await this.context(identity, settings) } : {}, onLeave);
    }
    if (proxy && (hasLogIn(proxy, settings) || !this.loggedInByEditor.has(proxy.address)))
      return this.through(proxy, url, init, identity, settings);
    if (isByTls && this.needsContext(identity))
      return nodeFetch(url, plain, { secureContext: await this.context(identity, settings) }, onLeave);
    onLeave();
    return this.deps.fetch(input, plain);
  }

  /** VS Code's fetch has no certificates of clients, and does not trust what only `NODE_EXTRA_CA_CERTS` names. */
  private needsContext(identity: Identity): boolean {
    const isTrustedByFetch = !this.deps.settings || this.extraFile === undefined;
    return Object.keys(identity).length > 1 || !isTrustedByFetch;
  }

  private get extraFile(): string | undefined {
    return this.deps.environment['NODE_EXTRA_CA_CERTS'] || undefined;
  }

  private context(identity: Identity, settings: NetworkSettings): ReturnType<Certificates['context']> {
    const trust: Trust = {
      systemCertificates: this.deps.settings !== undefined && settings.ignoresSystemCertificates !== true,
      extraFile: this.extraFile,
    };
    return this.certificates.context(identity, trust);
  }

  private async through(
    proxy: Proxy,
    url: URL,
    { onLeave = noted, ...init }: RequestInit & { readonly onLeave?: () => void },
    identity: Identity,
    settings: NetworkSettings,
  ): Promise<Response> {
    const agent = await this.agents.agent(url.protocol, {
      proxy,
      authorization: settings.proxyAuthorization,
      hasLogIn: hasLogIn(proxy, settings),
      proxyContext: await this.context({ label: identity.label }, settings),
      acceptsAnyProxyCertificate: settings.acceptsAnyProxyCertificate === true,
      hostContext: await this.context(identity, settings),
    });
    try {
      const response = await nodeFetch(url, init, { agent }, onLeave);
      if (response.status !== 407) return response;
      // Only a proxy says this. Without a tunnel it comes as an answer.
      await response.body?.cancel();
      throw new ProxyFault(proxy, hasLogIn(proxy, settings) ? 'login-refused' : 'login', 407);
    } catch (error) {
      if (!(error instanceof ProxyFault))
        throw init.signal?.aborted === true ? error : new FaultBehindProxy(proxy, error);
      if (error.problem !== 'login' || !this.deps.settings) throw error;
      return this.loggedIn(proxy, url, init, onLeave, error);
    }
  }

  /** The editor can ask the user for a log-in, or has one by Kerberos. Nothing has left so far. */
  private async loggedIn(
    proxy: Proxy,
    url: URL,
    init: RequestInit,
    onLeave: () => void,
    refused: ProxyFault,
  ): Promise<Response> {
    try {
      const response = await this.deps.fetch(url, init);
      if (response.status === 407) throw refused;
      this.loggedInByEditor.add(proxy.address);
      // Until now the user may have been asked, of which the host knew nothing.
      onLeave();
      return response;
    } catch (error) {
      const isRefused = causesOf(error).some(
        (each) => each instanceof Error && refusedTunnelStatus(each.message) === 407,
      );
      throw isRefused ? refused : error;
    }
  }
}

function noted(): void {
  // Nobody wants to know.
}
