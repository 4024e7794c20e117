import type { ProxyName } from '../errors/connection/connectionFaults';
import type { Environment, NetworkSettings } from './networkSettings';

export interface Proxy extends ProxyName {
  /** With its log-in, where the setting has one. */
  readonly url: URL;
}

/** As VS Code reads them, whatever the scheme of the host. */
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
const exemptionVariables = ['no_proxy', 'NO_PROXY'];

/** Never asked through a proxy. */
const thisMachine: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '::ffff:7f00:1']);

/**
 * The proxy that a host is asked through by the rules of VS Code, as far as settings and environment tell; what the operating
 * system says of proxies only the editor knows. Pure.
 */
export function proxyOf(url: URL, settings: NetworkSettings, environment: Environment): Proxy | undefined {
  const hostname = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (settings.isProxyOff === true || thisMachine.has(hostname)) return undefined;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (isExempt(hostname, port, exemptions(settings, environment))) return undefined;
  const variable = firstSet(proxyVariables, environment);
  return (
    proxyAt(settings.proxy, 'http.proxy') ??
    (variable === undefined ? undefined : proxyAt(environment[variable], variable))
  );
}

function exemptions({ noProxy = [] }: NetworkSettings, environment: Environment): readonly string[] {
  if (noProxy.length > 0) return noProxy;
  const variable = firstSet(exemptionVariables, environment);
  return variable === undefined ? [] : (environment[variable] ?? '').split(',');
}

/** An empty variable counts as none. */
function firstSet(names: readonly string[], environment: Environment): string | undefined {
  return names.find((name) => (environment[name] ?? '') !== '');
}

/** Each is a host, with all below it, and perhaps a port; `*` is every host. */
function isExempt(hostname: string, port: string, list: readonly string[]): boolean {
  return list
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '')
    .some((each) => {
      if (each === '*') return true;
      const [, name = each, wantedPort] = /^(.*?)(?::(\d+))?$/.exec(each) ?? [];
      const domain = name.startsWith('.') ? name : `.${name}`;
      return `.${hostname}`.endsWith(domain) && (wantedPort === undefined || wantedPort === port);
    });
}

/** What is no URL counts as nothing, as in VS Code. */
function proxyAt(text: string | undefined, source: string): Proxy | undefined {
  const written = text?.trim() ?? '';
  if (!written.includes('://') || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const port = url.port || usualPorts[url.protocol];
  return { url, source, address: port === undefined ? url.hostname : `${url.hostname}:${port}` };
}

const usualPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'socks5:': '1080' };

/** Whether a log-in to the proxy is known, so that a refusal is one of that log-in. */
export function hasLogIn({ url }: Proxy, { proxyAuthorization }: NetworkSettings): boolean {
  return proxyAuthorization !== undefined || url.username !== '';
}
