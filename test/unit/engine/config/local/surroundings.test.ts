import assert from 'node:assert/strict';
import { readSurroundings } from '../../../../../src/engine/config/local/surroundings';

const routes = (gateway: string): string =>
  `Iface\tDestination\tGateway \tFlags\neth0\t${gateway === '' ? '000011AC' : '00000000'}\t${gateway}\t0003\t0\t0\t0\t00000000\n`;
const wsl = 'Linux version 5.15.167.4-microsoft-standard-WSL2 (root@build) #1 SMP';

describe('the machine around this one', () => {
  const cases: readonly {
    readonly name: string;
    readonly platform?: NodeJS.Platform;
    readonly files?: Readonly<Record<string, string>>;
    readonly environment?: Readonly<Record<string, string>>;
    readonly hostNames: readonly string[];
  }[] = [
    {
      name: 'none on Linux',
      files: { '/proc/version': 'Linux version 6.1.0', '/proc/net/route': routes('0101A8C0') },
      hostNames: [],
    },
    { name: 'none on Windows', platform: 'win32', files: { '/.dockerenv': '' }, hostNames: [] },
    { name: 'none on macOS', platform: 'darwin', files: { '/.dockerenv': '' }, hostNames: [] },
    {
      name: 'that of a container of Docker',
      files: { '/.dockerenv': '', '/proc/net/route': routes('010011AC') },
      hostNames: ['host.docker.internal', 'host.containers.internal', '172.17.0.1'],
    },
    {
      name: 'that of a container of Podman without a network',
      files: { '/run/.containerenv': 'engine="podman"' },
      hostNames: ['host.docker.internal', 'host.containers.internal'],
    },
    {
      name: 'that of a dev container which only the environment tells of',
      environment: { REMOTE_CONTAINERS: 'true' },
      hostNames: ['host.docker.internal', 'host.containers.internal'],
    },
    {
      name: 'Windows around WSL, its gateway',
      files: { '/proc/version': wsl, '/proc/net/route': routes('0120A8C0') },
      hostNames: ['192.168.32.1'],
    },
    {
      name: 'Windows around WSL, by its resolver too',
      files: {
        '/proc/version': wsl,
        '/proc/net/route': routes('01F01CAC'),
        '/etc/resolv.conf': '# made\nnameserver 172.28.240.9\n',
      },
      hostNames: ['172.28.240.1', '172.28.240.9'],
    },
    {
      name: 'none around WSL whose network is that of Windows',
      files: {
        '/proc/version': wsl,
        '/proc/net/route': routes(''),
        '/etc/resolv.conf': 'nameserver 8.8.8.8\nnameserver 127.0.0.53',
      },
      hostNames: [],
    },
    {
      name: 'none where a file of the system is not what it was',
      files: {
        '/proc/version': wsl,
        '/proc/net/route': 'nonsense\n\u0000',
        '/etc/resolv.conf': 'nameserver ;rm -rf /',
      },
      hostNames: [],
    },
  ];
  for (const { name, platform = 'linux', files = {}, environment = {}, hostNames } of cases) {
    it(`is ${name}`, async () => {
      const read = (path: string): Promise<string | undefined> => Promise.resolve(files[path]);
      assert.deepEqual(await readSurroundings({ read, platform, environment }), { hostNames });
    });
  }
});
