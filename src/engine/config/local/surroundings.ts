import type { Surroundings } from '../../providers/descriptor/providerDescriptor';

export interface SurroundingsDeps {
  /** Text of a file; undefined where it is not there. */
  readonly read: (path: string) => Promise<string | undefined>;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where this process runs, from a few small files. Never throws. */
export async function readSurroundings({ read, platform, environment }: SurroundingsDeps): Promise<Surroundings> {
  if (platform !== 'linux') return { hostNames: [] };
  const [docker, podman, version, routes, resolver] = await Promise.all(
    ['/.dockerenv', '/run/.containerenv', '/proc/version', '/proc/net/route', '/etc/resolv.conf'].map(read),
  );
  const gateway = gatewayIn(routes ?? '');
  const isNamed = ['REMOTE_CONTAINERS', 'CODESPACES', 'container'].some((name) => (environment[name] ?? '') !== '');
  if (docker !== undefined || podman !== undefined || isNamed) {
    return { hostNames: unique(['host.docker.internal', 'host.containers.internal', gateway]) };
  }
  // Windows is the gateway of the network that WSL makes, or the one that names are asked of.
  if (/microsoft/i.test(version ?? '')) return { hostNames: unique([gateway, nameserverIn(resolver ?? '')]) };
  return { hostNames: [] };
}

/** The gateway of the default route; its bytes stand in hexadecimal digits, the last one first. */
function gatewayIn(routes: string): string | undefined {
  for (const line of routes.split('\n')) {
    const [, destination, gateway = ''] = line.trim().split(/\s+/);
    if (destination !== '00000000' || !/^[0-9A-F]{8}$/i.test(gateway) || gateway === '00000000') continue;
    const bytes = gateway.match(/../g)?.map((byte) => parseInt(byte, 16)) ?? [];
    return bytes.reverse().join('.');
  }
  return undefined;
}

function nameserverIn(resolver: string): string | undefined {
  const address = /^\s*nameserver\s+(\d+\.\d+\.\d+\.\d+)\s*$/m.exec(resolver)?.[1];
  // A resolver of this machine, or of a vendor, is not the host.
  return address !== undefined && /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address)
    ? address
    : undefined;
}

function unique(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}
