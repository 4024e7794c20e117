import type { HeaderReader } from '../wireFault';
import { isPage } from '../errorBody';

/** A host that refuses a key says so, though not always in JSON. */
const aboutKey = /\bapi.?key|\btokens?\b|credential|unauthori[sz]ed|authenticat|\bbearer\b|\blog.?in to\b/i;

/** Asked for by proxies and by servers that stand before an API, never by one that takes keys. */
const passwordSchemes = /^\s*(?:basic|digest|negotiate|ntlm|kerberos)\b/i;

/** Cloudflare's own refusals: https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/ */
const cloudflare = /^\s*error code: 1\d{3}\b/i;

/**
 * Whether something that stands between refused: a firewall, a company's proxy, a sign-in page. What an API refuses it
 * says as an error of its protocol, in JSON.
 */
export function isProxyRefusal(status: number, headers: HeaderReader, text: string): boolean {
  // Of a proxy, and of the network itself.
  if (status === 407 || status === 511) return true;
  if (status < 400 || status >= 500 || judgedOtherwise.has(status)) return false;
  if (isPage(text) || cloudflare.test(text)) return true;
  if (/^\s*[[{]/.test(text)) return false;
  switch (status) {
    case 401:
      return passwordSchemes.test(headers.get('www-authenticate') ?? '');
    case 403:
    case 451:
      return text.trim() !== '' && !aboutKey.test(text.slice(0, 2_000));
    default:
      return false;
  }
}

/** Their meaning is the same from a proxy and from the host: a wrong address, a size, a rate, a gateway that gave up. */
const judgedOtherwise: ReadonlySet<number> = new Set([404, 405, 408, 413, 429, 444, 460, 499]);
