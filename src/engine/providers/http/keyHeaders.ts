/** Stands in a header of the settings for the provider's key, which takes its place when a request is sent. */
export const keyPlaceholder = '${apiKey}';

type HeaderValues = Readonly<Record<string, string>>;

/** Headers of the settings: those as they are, and those that ask for the key. */
export function partedHeaders(headers: HeaderValues): { readonly plain: HeaderValues; readonly keyed: HeaderValues } {
  const entries = Object.entries(headers);
  const isKeyed = ([, value]: readonly [string, string]): boolean => value.includes(keyPlaceholder);
  return {
    plain: Object.fromEntries(entries.filter((entry) => !isKeyed(entry))),
    keyed: Object.fromEntries(entries.filter(isKeyed)),
  };
}

export function withKey(keyed: HeaderValues, key: string): HeaderValues {
  return Object.fromEntries(
    Object.entries(keyed).map(([name, value]) => [name, value.replaceAll(keyPlaceholder, () => key)]),
  );
}

/** Words that mark a header's name as that of a credential, at any place in the name. */
const secretWords =
  /^(?:authorization|auth|authentication|token|secret|password|passwd|passphrase|pwd|credentials?|cookie|pass|psk|pat|sid|authorisation|apikey|xapikey|apitoken|authtoken|accesstoken|accesskey|secretkey|privatekey|signature|jwt|bearer)$/;
/**
 * After these words a "key" finds or orders something. After any other word, such as a vendor's name, a "key" is a
 * credential.
 */
const findingWords =
  /^(?:idempotency|idempotent|cache|sort|partition|routing|route|primary|foreign|row|shard|dedup|dedupe|deduplication|hash|public|ordering|group|grouping|trace|correlation|affinity|queue|fetch|lookup|object|surrogate)$/;
/** What is said of a credential or about the protocol rather than given: a kind, a mode, an identity that is no secret. */
const harmlessEnds = /^(?:type|mode|enabled|id|name|version|scheme|url|provider|count|limit|ttl|source)$/;

/** Whether a header of this name carries a credential, as one word of it or as its last ones say. */
export function isSecretHeader(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  if (harmlessEnds.test(last)) return false;
  const before = words.at(-2) ?? 'x';
  return (
    words.some((word) => secretWords.test(word)) || ((last === 'key' || last === 'keys') && !findingWords.test(before))
  );
}
