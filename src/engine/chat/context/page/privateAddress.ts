import { BlockList, isIP } from 'node:net';

const subnets: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  // This machine and this network.
  ['0.0.0.0', 8, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['::', 127, 'ipv6'],
  // Private networks (RFC 1918, RFC 6598, RFC 4193) and links.
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  // For protocols, tests and many receivers.
  ['192.0.0.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['ff00::', 8, 'ipv6'],
];

const privateAddresses = new BlockList();
for (const [net, prefix, family] of subnets) privateAddresses.addSubnet(net, prefix, family);

/** Addresses of IPv4 in those of IPv6: translated (RFC 6052), 6to4. */
const embedded = [/^64:ff9b::([\da-f]{1,4}):([\da-f]{1,4})$/i, /^2002:([\da-f]{1,4}):([\da-f]{1,4}):/i];

/** Whether an IP address is not one of the public internet. Also true for what is no address. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return true;
  if (family === 4) return privateAddresses.check(plain, 'ipv4');
  const inner = embedded.map((form) => form.exec(plain)).find((match) => match !== null);
  if (inner) {
    const [high, low] = [parseInt(inner[1] ?? '', 16), parseInt(inner[2] ?? '', 16)];
    return isPrivateAddress([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  }
  return privateAddresses.check(plain, 'ipv6');
}
