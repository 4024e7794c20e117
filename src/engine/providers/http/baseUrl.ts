import type { ProviderConfig } from '../../model/provider/providerConfig';
import { vendors } from '../catalogue/presets/vendors';

/** How a protocol's addresses are made from the base URL. */
export interface AddressForm {
  /** Ends of addresses that follow the base. */
  readonly endpoints: RegExp;
  /** The base holds the protocol's version or the host's other path to it; without, the paths after it hold the version. */
  readonly hasVersion: boolean;
}

/** What the settings name, else what the type has; undefined where neither names a host. */
export function knownBaseUrl(
  { baseUrl, region }: Pick<ProviderConfig, 'baseUrl' | 'region'>,
  defaults: { readonly baseUrl: string | undefined; readonly regionalBaseUrl?: (region: string) => string },
): string | undefined {
  return baseUrl ?? (region === undefined ? undefined : defaults.regionalBaseUrl?.(region)) ?? defaults.baseUrl;
}

/**
 * The base URL that was meant: people paste the endpoint they saw in an example, add a version twice or leave it out. One
 * line with scheme, host and path, no slash at its end, no query. `text` is a URL, or one without its scheme.
 */
export function readBaseUrl(form: AddressForm, text: string): string {
  const url = new URL(withScheme(text));
  const path = pathOf(form, url);
  return `${url.origin}${path}`;
}

/** As it was typed, with the scheme that its host mostly has where there is none. */
export function withScheme(text: string): string {
  const bare = text
    .trim()
    .replace(/^[<"'`]+|[>"'`]+$/g, '')
    .trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(bare)) return bare;
  // A host alone or with its port; anything else is no address.
  if (!/^(?:\[[0-9a-f:]+\]|[\w-]+(?:\.[\w-]+)*)(?::\d+)?(?:\/|$)/i.test(bare)) return bare;
  const isNamed =
    /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[:/]|$)/i.test(bare) && !/^[\w.-]*\.(?:local|internal|lan)\b/i.test(bare);
  return `${isNamed ? 'https' : 'http'}://${bare}`;
}

/** The same host with the version in its path that most have, or without it; undefined where that is no question. */
export function otherVersionPath(baseUrl: string): string | undefined {
  const { origin, pathname } = new URL(baseUrl);
  const path = pathname.replace(/\/+$/, '');
  if (/\/v\d+\w*$/.test(path)) return `${origin}${path.replace(/\/v\d+\w*$/, '')}`;
  return /\/v\d+\w*(?:\/|$)/.test(path) ? undefined : `${origin}${path}/v1`;
}

function pathOf({ endpoints, hasVersion }: AddressForm, url: URL): string {
  let path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  for (let before = ''; before !== path;) {
    before = path;
    path = path.replace(endpoints, '').replace(/(\/v\d+\w*)\1$/, '$1');
  }
  if (!hasVersion) return path;
  const isOllamas = url.port === '11434' || /\/api\/(?:chat|generate)$/.test(path);
  if (isOllamas) path = path.replace(/\/api(?:\/(?:chat|generate|tags))?$/i, '');
  // What a deployment is called is the model of the request.
  if (/\.openai\.azure\.com$|\.services\.ai\.azure\.com$/.test(url.hostname)) {
    return path.replace(/(?:\/openai)?(?:\/v1|\/deployments(?:\/[^/]+)?)?$/, '/openai/v1');
  }
  return beginsVersion(path, versionOf(url)) ? versionOf(url) : path;
}

/** Of hosts that have one known place for the protocol: those of the presets, and by each vendor's API reference. */
const versions: ReadonlyMap<string, string> = new Map([
  ...vendors
    .map(({ baseUrl }) => new URL(baseUrl))
    .map(({ hostname, pathname }) => [hostname, pathname.replace(/\/$/, '')] as const),
  ...Object.entries({
    'api.openai.com': '/v1',
    'generativelanguage.googleapis.com': '/v1beta/openai',
    'dashscope.aliyuncs.com': '/compatible-mode/v1',
    'dashscope-intl.aliyuncs.com': '/compatible-mode/v1',
    'api.moonshot.ai': '/v1',
    'api.moonshot.cn': '/v1',
    'open.bigmodel.cn': '/api/paas/v4',
    'api.z.ai': '/api/paas/v4',
    'api.cohere.ai': '/compatibility/v1',
    'api.cohere.com': '/compatibility/v1',
    'integrate.api.nvidia.com': '/v1',
    'router.huggingface.co': '/v1',
    'api.siliconflow.cn': '/v1',
    'api.siliconflow.com': '/v1',
    'api.minimax.io': '/v1',
    'api.sambanova.ai': '/v1',
    'api.inceptionlabs.ai': '/v1',
  }),
]);

/** Ollama, LM Studio, Jan, GPT4All: the ports that they are known by. */
const portsWithVersion: ReadonlySet<string> = new Set(['11434', '1234', '1337', '4891']);

/** Of a known place, its beginning or its version alone. */
function beginsVersion(path: string, version: string): boolean {
  return path === '' || (version !== '' && (version.startsWith(`${path}/`) || /^\/v1$/.test(path)));
}

function versionOf({ hostname, port }: URL): string {
  return versions.get(hostname) ?? (portsWithVersion.has(port) ? '/v1' : '');
}
