import type { Surroundings } from '../descriptor/providerDescriptor';
import { type AddressForm, readBaseUrl } from '../http/baseUrl';

export const ollamaAddress: AddressForm = {
  endpoints:
    /\/(?:api|v1|chat\/completions|completions|models|chat|generate|tags|show|embed|embeddings|version|ps|pull)$/i,
  hasVersion: false,
};

/**
 * The base URL that `OLLAMA_HOST` means, as Ollama's own client reads it; undefined for its usual place, also where the value
 * means nothing: https://github.com/ollama/ollama/blob/main/envconfig/config.go.
 */
export function ollamaUrl(value: string | undefined): string | undefined {
  const text = (value ?? '')
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim();
  if (text === '') return undefined;
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/i.exec(text) ?? [];
  const known = usualPorts.get(scheme.toLowerCase());
  if (known === undefined) return undefined;
  const [authority = '', ...path] = rest.replace(/[?#].*$/, '').split('/');
  const isOllamas = scheme === '' && authority === 'ollama.com';
  const { host, port } = hostAndPort(authority, isOllamas ? '443' : known);
  const url = `${isOllamas ? 'https' : scheme === '' ? 'http' : scheme}://${connectable(host)}:${port}/${path.join('/')}`;
  // The name of a user would leave with each request.
  return URL.canParse(url) && !authority.includes('@') ? readBaseUrl(ollamaAddress, new URL(url).href) : undefined;
}

/** Where an Ollama listens that nobody has set an address for: on this machine, or on the one around it. */
export function ollamaPlaces({ hostNames }: Surroundings): readonly string[] {
  return ['127.0.0.1', '[::1]', 'localhost', ...hostNames].map((host) => `http://${host}:11434`);
}

const usualPorts: ReadonlyMap<string, string> = new Map([
  ['', '11434'],
  ['http', '80'],
  ['https', '443'],
]);

function hostAndPort(authority: string, usualPort: string): { readonly host: string; readonly port: string } {
  const bracketed = /^\[(.*)\](?::(.*))?$/.exec(authority);
  const colons = authority.split(':').length - 1;
  const [host = '', port] = bracketed ? bracketed.slice(1) : colons === 1 ? authority.split(':') : [authority];
  const isPort = port !== undefined && /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) <= 65_535;
  return { host, port: isPort ? port : usualPort };
}

/** Where a server listens on all addresses, it is asked at the one of this machine. */
function connectable(host: string): string {
  if (/^(?:|\*|(?:::ffff:)?0+(?:[.:]0+){0,3})$/i.test(host)) return '127.0.0.1';
  if (!host.includes(':')) return host;
  return /^[0:]+$/.test(host) ? '[::1]' : `[${host}]`;
}
