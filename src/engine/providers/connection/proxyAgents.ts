import type http from 'node:http';
import type tls from 'node:tls';
import type { HttpProxyAgent } from 'http-proxy-agent';
import type { HttpsProxyAgent } from 'https-proxy-agent';
import type { Clock } from '../../model/async/clock';
import { codesOf } from '../errors/connection/causes';
import { ProxyFault, proxyTimeoutMs } from '../errors/connection/connectionFaults';
import { isTlsCode } from '../errors/connection/tlsReason';
import type { Proxy } from './proxyOf';

export type ConnectionClock = Pick<Clock, 'monotonicMs' | 'setTimeout' | 'clearTimeout'>;

/** How a proxy is talked to. */
export interface ProxyAccess {
  readonly proxy: Proxy;
  /** A whole header; the log-in of the proxy's URL where absent. */
  readonly authorization: string | undefined;
  /** What a refused log-in is called. */
  readonly hasLogIn: boolean;
  /** For a proxy that is itself talked to by TLS. */
  readonly proxyContext: tls.SecureContext;
  readonly acceptsAnyProxyCertificate: boolean;
  /** For what lies behind it. */
  readonly hostContext: tls.SecureContext;
}

/**
 * The agents that send requests through proxies, with their open connections. A proxy that was silent is not waited for again
 * within a few seconds: all hosts behind it share the fault.
 */
export class ProxyAgents {
  private readonly agents = new Map<string, Promise<http.Agent>>();
  private readonly contexts = new WeakMap<tls.SecureContext, number>();
  private contextCount = 0;
  /** By address; milliseconds of the monotonic clock. */
  private readonly silentUntil = new Map<string, number>();

  constructor(private readonly clock: ConnectionClock) {}

  /** The agent for hosts of one scheme, `https:` or `http:`. */
  async agent(scheme: string, access: ProxyAccess): Promise<http.Agent> {
    const { proxy, authorization, acceptsAnyProxyCertificate, proxyContext, hostContext } = access;
    const contexts = [proxyContext, hostContext].map((context) => this.numberOf(context));
    const name = JSON.stringify([scheme, proxy.url.href, authorization, acceptsAnyProxyCertificate, ...contexts]);
    const known = this.agents.get(name);
    if (known) return known;
    if (this.agents.size >= maxAgents) await this.dispose();
    const made = (scheme === 'https:' ? this.tunnels(access) : this.forwarder(access)).then((agent) =>
      // Otherwise it looks at who called it.
      Object.assign(agent, { protocol: scheme }),
    );
    this.agents.set(name, made);
    return made;
  }

  /** Closes what is open and not in use. */
  async dispose(): Promise<void> {
    const agents = [...this.agents.values()];
    this.agents.clear();
    for (const agent of agents) (await agent).destroy();
  }

  private numberOf(context: tls.SecureContext): number {
    const known = this.contexts.get(context) ?? (this.contextCount += 1);
    this.contexts.set(context, known);
    return known;
  }

  /** By CONNECT: the proxy sees the host's name, and nothing of what is said. */
  private async tunnels(access: ProxyAccess): Promise<HttpsProxyAgent<string>> {
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    const agent = new HttpsProxyAgent(urlOf(access), optionsOf(access));
    const connect = agent.connect.bind(agent);
    agent.connect = (request, options) =>
      this.connected(access, agent, request, async () => {
        let status = 0;
        request.once('proxyConnect', (answer: { readonly statusCode: number }) => (status = answer.statusCode));
        // What the agent was made with counts for the proxy alone: the host's certificate is always checked.
        const socket = await connect(request, {
          ...options,
          rejectUnauthorized: true,
          secureContext: access.hostContext,
        } as typeof options);
        if (status === 200) return socket;
        socket.destroy();
        throw refusal(access, status);
      });
    return agent;
  }

  /** Without TLS to the host there is no tunnel: the proxy is asked for the whole address. */
  private async forwarder(access: ProxyAccess): Promise<HttpProxyAgent<string>> {
    const { HttpProxyAgent } = await import('http-proxy-agent');
    const agent = new HttpProxyAgent(urlOf(access), optionsOf(access));
    const connect = agent.connect.bind(agent);
    agent.connect = (request, options) => this.connected(access, agent, request, () => connect(request, options));
    return agent;
  }

  private async connected<Socket>(
    access: ProxyAccess,
    agent: { connectOpts: object },
    request: http.ClientRequest,
    connect: () => Promise<Socket>,
  ): Promise<Socket> {
    const { proxy } = access;
    if (this.clock.monotonicMs() < (this.silentUntil.get(proxy.address) ?? -Infinity))
      throw new ProxyFault(proxy, 'silent');
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    const late = new AbortController();
    late.signal.addEventListener('abort', stop, { once: true });
    const timer = this.clock.setTimeout(() => late.abort(), proxyTimeoutMs);
    request.once(abandoned, stop);
    // Read before the first wait of `connect`, so that each connection has a signal of its own.
    agent.connectOpts = { ...agent.connectOpts, ...tlsOf(access), signal: controller.signal };
    try {
      const socket = await connect();
      this.silentUntil.delete(proxy.address);
      return socket;
    } catch (error) {
      const isLate = late.signal.aborted;
      if (isLate) this.silentUntil.set(proxy.address, this.clock.monotonicMs() + silenceMs);
      throw isLate ? new ProxyFault(proxy, 'silent', undefined, error) : faultOf(error, proxy);
    } finally {
      this.clock.clearTimeout(timer);
      request.off(abandoned, stop);
    }
  }
}

/** Event of a request that is no longer wanted: Node tells of it only once there is a socket. */
export const abandoned = 'abandoned';

const maxAgents = 20;

/** Short enough that a proxy that was started is used soon. */
const silenceMs = 5_000;

function urlOf({ proxy, authorization }: ProxyAccess): string {
  const url = new URL(proxy.url);
  // One log-in is sent: the whole header where the user gave one.
  if (authorization !== undefined) url.username = url.password = '';
  return url.href;
}

function optionsOf({ authorization }: ProxyAccess): { keepAlive: true; headers: Record<string, string> } {
  return { keepAlive: true, headers: authorization === undefined ? {} : { 'Proxy-Authorization': authorization } };
}

function tlsOf({ proxy, proxyContext, acceptsAnyProxyCertificate }: ProxyAccess): object {
  if (proxy.url.protocol !== 'https:') return {};
  return { secureContext: proxyContext, rejectUnauthorized: !acceptsAnyProxyCertificate };
}

/** A proxy answered CONNECT with something else than success. */
function refusal({ proxy, hasLogIn }: ProxyAccess, status: number): ProxyFault {
  if (status === 407) return new ProxyFault(proxy, hasLogIn ? 'login-refused' : 'login', status);
  if (status === 502 || status === 503 || status === 504) return new ProxyFault(proxy, 'host-not-reached', status);
  return Number.isInteger(status) && status >= 200 && status < 600
    ? new ProxyFault(proxy, 'refused', status)
    : new ProxyFault(proxy, 'no-proxy');
}

function faultOf(error: unknown, proxy: Proxy): unknown {
  if (error instanceof ProxyFault) return error;
  const [code = ''] = codesOf(error);
  if (code === 'ABORT_ERR') return error;
  if (isTlsCode(code)) return new ProxyFault(proxy, 'certificate', undefined, error);
  const isConnected = code === '' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'EPROTO';
  return new ProxyFault(proxy, isConnected ? 'no-proxy' : 'not-reached', undefined, error);
}
