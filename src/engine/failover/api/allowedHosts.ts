/**
 * Names of hosts as `readHostPattern` gives them, `*.` in front of a name for all below it, each with a port or without:
 * `api.example.com`, `*.example.com`, `localhost:8080`.
 */
export type HostList = readonly string[];

const form = /^(\*\.)?([a-z\d_](?:[a-z\d_.-]*[a-z\d_])?|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;

/**
 * What a person writes in a list, with its host as a URL writes it, since an address can be written in many forms. Undefined
 * where no URL has such a host.
 */
export function readHostPattern(value: unknown): string | undefined {
  const [, wildcard, name, port] = (typeof value === 'string' && form.exec(value)) || [];
  if (name === undefined) return undefined;
  // With a letter in the place of `*`. A URL that has one in front of an address is wrong, as is the pattern.
  const url = `https://${wildcard === undefined ? '' : 'a.'}${name}${port === undefined ? '' : `:${port}`}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  const host = wildcard === undefined ? hostname : `*${hostname.slice(1)}`;
  return port === undefined ? host : `${host}:${Number(port)}`;
}

/** Whether each of the lists has the host of an address. Without a port a pattern fits all ports. */
export function isAllowedHost(endpoint: string, lists: readonly HostList[]): boolean {
  if (lists.length === 0) return true;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url) return false;
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  const fits = (value: string): boolean => {
    const [, name = '', itsPort] = /^(.*?)(?::(\d+))?$/.exec(value) ?? [];
    if (itsPort !== undefined && itsPort !== port) return false;
    return name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : url.hostname === name;
  };
  return lists.every((list) => list.some(fits));
}
