import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../../tools/vscode/childProcess';
import { cacheFolder } from '../../../../tools/vscode/folders';
import { withLock } from '../../../../tools/vscode/lock';
import { debianLacking, unpackPackages } from '../../../real/support/debianPackages';

const home = path.join(cacheFolder, 'squid');

/** Files of Debian's squid, which is built with OpenSSL so that it can open connections. */
export interface SquidBuild {
  readonly command: string;
  /** Makes the certificates of the hosts that it stands in for. */
  readonly certificateMaker: string;
  readonly logInChecker: string;
  readonly mimeTable: string;
  /** Looked for at the start, although nothing is stored or listed. */
  readonly fileRemover: string;
  readonly icons: string;
  /** Its own libraries; the rest are the machine's. */
  readonly libraries: string;
}

export type SquidFound = { readonly build: SquidBuild } | { readonly why: string };

/** Squid from this machine's Debian, fetched on first use (packages of 14 MB) and kept. Never throws: without it the reason is given, one sentence. */
export async function ensureSquid(say: (text: string) => void): Promise<SquidFound> {
  if (existsSync(home)) return { build: buildIn(home) };
  const lacking = debianLacking();
  if (lacking !== undefined) return { why: lacking };
  return withLock(path.join(cacheFolder, 'squid.lock'), say, async () => {
    if (existsSync(home)) return { build: buildIn(home) };
    say('Fetching squid from Debian; once, about 14 MB …');
    try {
      // The archive may be renewed between its list and a download.
      await fetchBuild().catch(fetchBuild);
      return { build: buildIn(home) };
    } catch (error) {
      return { why: `It could not be fetched: ${String(error).trim().split('\n').at(-1) ?? ''}` };
    }
  });
}

async function fetchBuild(): Promise<void> {
  const fresh = `${home}.fetching`;
  rmSync(fresh, { recursive: true, force: true });
  await unpackPackages(['squid-openssl', 'squid-common'], 'this', path.join(fresh, 'root'), path.join(fresh, 'work'));
  const { command, libraries } = buildIn(fresh);
  await run(command, ['-v'], { env: { ...process.env, LD_LIBRARY_PATH: libraries }, timeout: 30_000 });
  renameSync(fresh, home);
}

function buildIn(folder: string): SquidBuild {
  const helpers = path.join(folder, 'root/usr/lib/squid');
  return {
    command: path.join(folder, 'root/usr/sbin/squid'),
    certificateMaker: path.join(helpers, 'security_file_certgen'),
    logInChecker: path.join(helpers, 'basic_ncsa_auth'),
    mimeTable: path.join(folder, 'root/usr/share/squid/mime.conf'),
    fileRemover: path.join(helpers, 'unlinkd'),
    icons: path.join(folder, 'root/usr/share/squid/icons'),
    libraries: path.join(folder, 'root/usr/lib/x86_64-linux-gnu'),
  };
}
