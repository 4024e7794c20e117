import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import * as l10n from '@vscode/l10n';
import { CertificateFileFault } from '../errors/connection/connectionFaults';

/** Files that a provider's settings name; `~/` is the user's home. */
export interface CertificateFiles {
  readonly caFile?: string;
  readonly clientCertFile?: string;
  readonly clientKeyFile?: string;
}

export interface Trust {
  /** Beside those that come with Node. */
  readonly systemCertificates: boolean;
  /** The value of `NODE_EXTRA_CA_CERTS`. */
  readonly extraFile: string | undefined;
}

export interface Identity extends CertificateFiles {
  /** Of the provider, for sentences. */
  readonly label: string;
  readonly passphrase?: () => Promise<string | undefined>;
}

/** What Node has since 22.15. */
const { getCACertificates } = tls as {
  readonly getCACertificates?: (type: 'system' | 'bundled') => readonly string[];
};

/** Makes the TLS contexts of connections, and makes one anew only where a file has changed: parsing all authorities takes ten milliseconds. */
export class Certificates {
  private readonly contexts = new Map<string, tls.SecureContext>();

  /** Throws a `CertificateFileFault` where a file cannot be used. */
  async context(identity: Identity, trust: Trust): Promise<tls.SecureContext> {
    const { caFile, clientCertFile, clientKeyFile, label } = identity;
    const passphrase = clientKeyFile === undefined ? undefined : await identity.passphrase?.();
    const ca = await opened(caFile, 'caFile', label);
    const cert = await opened(clientCertFile, 'clientCertFile', label);
    const key = await opened(clientKeyFile, 'clientKeyFile', label);
    // Node itself warns of a file of the environment that is not there, and goes on.
    const extra = await opened(trust.extraFile, '', label).catch(() => undefined);
    const name = JSON.stringify([
      trust.systemCertificates,
      passphrase,
      ...[ca, cert, key, extra].map((file) => file?.version),
    ]);
    const known = this.contexts.get(name);
    if (known) return known;
    const texts = await Promise.all([ca, cert, key, extra].map(async (file) => file?.text()));
    const [caText, certText, keyText, extraText] = texts;
    if (caText !== undefined && caFile !== undefined) checkAuthorities(caText, caFile, label);
    const own = [caText, extraText === undefined || certificatesIn(extraText) === 0 ? undefined : extraText];
    const context = make(
      {
        ca: [...authorities(trust.systemCertificates), ...own.filter((text) => text !== undefined)],
        cert: certText,
        key: keyText,
        passphrase,
      },
      identity,
    );
    // Old ones are those of files that have changed.
    if (this.contexts.size >= maxContexts) this.contexts.clear();
    this.contexts.set(name, context);
    return context;
  }
}

const maxContexts = 20;

function authorities(withSystem: boolean): readonly string[] {
  return withSystem ? [...tls.rootCertificates, ...(getCACertificates?.('system') ?? [])] : tls.rootCertificates;
}

function make(options: tls.SecureContextOptions, { label, clientKeyFile }: Identity): tls.SecureContext {
  try {
    return tls.createSecureContext({ ...options, ca: [...(options.ca as readonly string[])] });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isLocked = /PASSPHRASE|BAD_DECRYPT|BAD_PASSWORD|INTERRUPTED_OR_CANCELLED/.test(code);
    throw new CertificateFileFault(
      isLocked
        ? l10n.t(
            'The key in "clientKeyFile" of {0} is locked. Give its passphrase with Everpair: Set Passphrase of a Client Key…',
            label,
          )
        : l10n.t(
            'The files in "clientCertFile" and "clientKeyFile" of {0} are no certificate with its key in PEM ({1}).',
            label,
            code === '' ? (clientKeyFile ?? '') : code,
          ),
    );
  }
}

interface OpenedFile {
  /** Changes with the file. */
  readonly version: string;
  readonly text: () => Promise<string>;
}

async function opened(file: string | undefined, field: string, label: string): Promise<OpenedFile | undefined> {
  if (file === undefined || file === '') return undefined;
  const place = file.startsWith('~/') ? path.join(homedir(), file.slice(2)) : file;
  const fail = (error: unknown): never => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CertificateFileFault(
      l10n.t('The file in "{0}" of {1} could not be read ({2}): {3}', field, label, code, file),
    );
  };
  const { mtimeMs, size } = await stat(place).catch(fail);
  return { version: `${place} ${mtimeMs} ${size}`, text: () => readFile(place, 'utf8').catch(fail) };
}

function checkAuthorities(text: string, file: string, label: string): void {
  if (certificatesIn(text) > 0) return;
  throw new CertificateFileFault(l10n.t('The file in "caFile" of {0} holds no certificate in PEM: {1}', label, file));
}

/** How many whole certificates a file holds; none where one of them cannot be read. */
function certificatesIn(text: string): number {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
    return blocks.length;
  } catch {
    return 0;
  }
}
