import * as l10n from '@vscode/l10n';
import { asRecord } from '../../../model/text/jsonValue';
import { causesOf } from './causes';

/** The certificate, or one above it, is signed by an authority that is not trusted here. */
const unknownIssuer: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
]);

/** What hosts say by TLS alerts where they want a certificate of the client, or another one. */
const clientCertificate = /CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA/;

export function isTlsCode(code: string): boolean {
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH/.test(code);
}

/** Library, function and reason: `…:SSL routines:ssl3_get_record:wrong version number:…`. */
const ofOpenSsl = /:SSL routines:[^:]*:([\w ]+):/;

/** The code of TLS in a chain of causes; undefined where the fault is none of TLS. */
export function tlsCodeOf(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    const { code, message } = asRecord(cause) ?? {};
    if (typeof code !== 'string') continue;
    if (isTlsCode(code.toUpperCase())) return code.toUpperCase();
    // What OpenSSL said stands in the words of the write that failed by it.
    const said = code === 'EPROTO' && typeof message === 'string' ? ofOpenSsl.exec(message)?.[1] : undefined;
    if (said !== undefined) return `ERR_SSL_${said.toUpperCase().replaceAll(' ', '_')}`;
  }
  return undefined;
}

export function isUnknownIssuer(code: string): boolean {
  return unknownIssuer.has(code);
}

/** Why a connection by TLS failed and what to do, in sentences. `proxy`: address of the proxy on the way, where there is one. */
export function tlsReason(code: string, proxy: string | undefined): string {
  if (isUnknownIssuer(code)) {
    return proxy === undefined
      ? l10n.t(
          'Its certificate is not trusted on this machine (TLS); where a company opens connections, install its certificate authority, or name the file in "caFile" of this provider or in NODE_EXTRA_CA_CERTS.',
        )
      : l10n.t(
          'The certificate that came through the proxy {0} is not trusted on this machine (TLS); where the proxy opens connections, install its certificate authority, or name the file in "caFile" of this provider or in NODE_EXTRA_CA_CERTS.',
          proxy,
        );
  }
  if (code === 'CERT_HAS_EXPIRED')
    return l10n.t(
      'Its certificate has expired (TLS); check the clock of this machine, else only the host can renew it.',
    );
  if (code === 'CERT_NOT_YET_VALID')
    return l10n.t('Its certificate is not valid yet (TLS); check the clock of this machine.');
  if (/ALTNAME|HOSTNAME_MISMATCH/.test(code)) {
    return l10n.t(
      'Its certificate is for another host name (TLS); check the "baseUrl", and whether something else answers for this name.',
    );
  }
  if (clientCertificate.test(code)) {
    return l10n.t(
      'It wants a certificate of yours (TLS); name it in "clientCertFile" and "clientKeyFile" of this provider.',
    );
  }
  if (/WRONG_VERSION|PACKET_LENGTH|HTTP_REQUEST/.test(code))
    return l10n.t('It does not speak TLS there; check whether the "baseUrl" should begin with http://.');
  return l10n.t('The secure connection could not be made (TLS).');
}
