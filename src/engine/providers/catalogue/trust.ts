import type { Trust } from '../../model/route/route';

/**
 * Who can read what is sent to a host, by its name alone: this machine, a private network, or the public internet. A
 * company's host under a public name counts as cloud, since nothing in its name tells it from a vendor's.
 */
export function trustOf(hostname: string): Trust {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return trustOfIpv4(host);
  if (host.includes(':')) return trustOfIpv6(host);
  if (host === 'localhost' || host.endsWith('.localhost')) return 'local';
  const isPrivate =
    (!host.includes('.') && !isTopLevel(host)) || /\.(?:local|internal|lan|home\.arpa|intranet|corp)$/.test(host);
  return isPrivate ? 'private' : 'cloud';
}

/**
 * Whether a name without a dot may be a top-level domain that answers itself, as `ai` and `dk` do: countries' codes and
 * names in other scripts, which also look like names of this machine (`locаlhost`). Others are not let (ICANN, SAC053).
 */
function isTopLevel(host: string): boolean {
  if (host.startsWith('xn--')) return true;
  return /^[a-z]{2}$/.test(host) && (host === 'uk' || regions.of(host.toUpperCase()) !== undefined);
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function trustOfIpv4(address: string): Trust {
  if (/^127\./.test(address) || address === '0.0.0.0') return 'local';
  // RFC 1918, link-local, and the range that providers and mesh networks share (RFC 6598).
  const isPrivate =
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
  return isPrivate.test(address) ? 'private' : 'cloud';
}

function trustOfIpv6(address: string): Trust {
  if (address === '::1' || address === '::') return 'local';
  // An IPv4 address in IPv6 is written by URLs in two groups of hexadecimal digits.
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped) {
    const [high, low] = [parseInt(mapped[1] ?? '', 16), parseInt(mapped[2] ?? '', 16)];
    return trustOfIpv4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  }
  return /^(?:f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(address) ? 'private' : 'cloud';
}
