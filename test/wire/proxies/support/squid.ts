import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, type ProcessGroup, run, startGroup } from '../../../../tools/vscode/childProcess';
import { temporaryFolder } from '../../../../tools/vscode/folders';
import { atEndOfTest } from '../../../real/support/ending';
import type { Authority } from './authorities';
import { isListening } from './ports';
import type { SquidBuild } from './squidBuild';

export interface SquidOptions {
  /** Names that lead to this machine, as it does not look them up. */
  readonly hosts?: readonly string[];
  /** Wants this log-in. */
  readonly logIn?: { readonly user: string; readonly password: string };
  /** Opens connections by TLS with certificates of this authority. */
  readonly opensWith?: Authority;
}

export interface Squid {
  readonly port: number;
  readonly url: string;
  /** The lines of its log, one for each request that it has ended. */
  readonly requests: () => readonly string[];
  /** Resolves once a line of its log holds this text. */
  readonly served: (text: string) => Promise<void>;
  /** Ends it at once, with all that goes through it. */
  readonly kill: () => void;
}

/** A squid with a folder of its own, for the time of a test. */
export async function startSquid(build: SquidBuild, options: SquidOptions = {}): Promise<Squid> {
  const folder = temporaryFolder('squid');
  const place = (name: string): string => path.join(folder.path, name);
  // As root it gives its rights away, and could not write its logs.
  chmodSync(folder.path, 0o777);
  mkdirSync(place('errors/templates'), { recursive: true });
  const port = await freePort();
  const env = { ...process.env, LD_LIBRARY_PATH: build.libraries };
  writeFileSync(place('hosts'), (options.hosts ?? []).map((host) => `127.0.0.1 ${host}\n`).join(''));
  const certificates = place('certificates');
  if (options.opensWith) {
    await run(build.certificateMaker, ['-c', '-s', certificates, '-M', '4MB'], { env });
    await run('chmod', ['-R', '777', certificates]);
  }
  if (options.logIn) {
    const { user, password } = options.logIn;
    const hash = (await run('openssl', ['passwd', '-apr1', password])).trim();
    writeFileSync(place('users'), `${user}:${hash}\n`);
  }
  writeFileSync(place('squid.conf'), configuration(build, options, port, place).join('\n'));
  const group = startGroup(build.command, ['-N', '-f', place('squid.conf')], { cwd: folder.path, env });
  atEndOfTest(async () => {
    // In good order it would wait for what goes through it.
    group.child.kill('SIGKILL');
    await group.end();
    folder.remove();
  });
  await untilListening(port, group);
  const requests = (): readonly string[] => readFileSync(place('access.log'), 'utf8').trim().split('\n');
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    requests,
    served: async (text) => {
      while (!requests().some((line) => line.includes(text))) await wait(10);
    },
    kill: () => group.child.kill('SIGKILL'),
  };
}

function configuration(
  build: SquidBuild,
  { logIn, opensWith }: SquidOptions,
  port: number,
  place: (name: string) => string,
): readonly string[] {
  const listen = `http_port 127.0.0.1:${port}`;
  const opening = opensWith
    ? [
        `${listen} ssl-bump generate-host-certificates=on cert=${opensWith.certificateFile} key=${opensWith.keyFile}`,
        `sslcrtd_program ${build.certificateMaker} -s ${place('certificates')} -M 4MB`,
        'sslcrtd_children 1 startup=1',
        'tls_outgoing_options flags=DONT_VERIFY_PEER',
        'ssl_bump bump all',
      ]
    : [listen];
  const access = logIn
    ? [
        `auth_param basic program ${build.logInChecker} ${place('users')}`,
        'auth_param basic children 1 startup=1',
        'acl known proxy_auth REQUIRED',
        'http_access allow known',
        'http_access deny all',
      ]
    : ['acl forbidden dstdomain forbidden.test', 'http_access deny forbidden', 'http_access allow all'];
  return [
    ...opening,
    ...access,
    `hosts_file ${place('hosts')}`,
    // Nothing is looked up anywhere else.
    'dns_nameservers 127.0.0.1',
    'dns_timeout 1 seconds',
    'forward_max_tries 1',
    'cache deny all',
    'cache_effective_user nobody',
    'pinger_enable off',
    `unlinkd_program ${build.fileRemover}`,
    `icon_directory ${build.icons}`,
    'shutdown_lifetime 0 seconds',
    `pid_filename ${place('pid')}`,
    `coredump_dir ${place('.')}`,
    `cache_log ${place('cache.log')}`,
    `access_log stdio:${place('access.log')}`,
    'buffered_logs off',
    `mime_table ${build.mimeTable}`,
    `error_directory ${place('errors/templates')}`,
    '',
  ];
}

async function untilListening(port: number, { child, tail }: ProcessGroup): Promise<void> {
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`Squid ended:\n${tail()}`);
    await wait(20);
  }
}
