import path from 'node:path';
import { run } from '../../../../tools/vscode/childProcess';

/** A certificate and its key, as files. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export type Authority = Certificate;

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

async function openssl(args: readonly string[]): Promise<void> {
  await run('openssl', args, { timeout: 10_000 });
}

/** Why no certificates can be made here, one sentence; undefined where they can. */
export async function opensslLacking(): Promise<string | undefined> {
  return openssl(['version']).then(
    () => undefined,
    () => 'There is no openssl on this machine.',
  );
}

export async function makeAuthority(folder: string, name: string): Promise<Authority> {
  const [certificateFile, keyFile] = filesOf(folder, name);
  await openssl([
    ...['req', '-x509', ...curve, '-nodes', '-days', '30', '-subj', `/CN=${name}`],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    ...['-keyout', keyFile, '-out', certificateFile],
  ]);
  return { certificateFile, keyFile };
}

export interface CertificateOptions {
  readonly hosts: readonly string[];
  /** It was over yesterday. */
  readonly hasExpired?: boolean;
  /** Locks the key. */
  readonly passphrase?: string;
}

/** A certificate that the authority has signed, for hosts or for a client. */
export async function makeCertificate(
  folder: string,
  name: string,
  { certificateFile: ca, keyFile: caKey }: Authority,
  { hosts, hasExpired = false, passphrase }: CertificateOptions,
): Promise<Certificate> {
  const [certificateFile, keyFile] = filesOf(folder, name);
  const lock = passphrase === undefined ? ['-nodes'] : ['-passout', `pass:${passphrase}`];
  const names = hosts.map((host) => (/^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`)).join(',');
  const request = path.join(folder, `${name}.csr`);
  await openssl([
    ...['req', '-new', ...curve, ...lock, '-subj', `/CN=${name}`, '-keyout', keyFile, '-out', request],
    ...(names === '' ? [] : ['-addext', `subjectAltName=${names}`]),
  ]);
  await openssl([
    ...['x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-copy_extensions', 'copy'],
    ...['-days', hasExpired ? '-1' : '20', '-out', certificateFile],
  ]);
  return { certificateFile, keyFile };
}

function filesOf(folder: string, name: string): [string, string] {
  return [path.join(folder, `${name}.pem`), path.join(folder, `${name}.key`)];
}
