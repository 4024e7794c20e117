import * as l10n from '@vscode/l10n';
import type { Failure } from '../../../model/failure/failure';
import { causesOf, codesOf } from './causes';
import { CertificateFileFault, FaultBehindProxy, ProxyFault } from './connectionFaults';
import { type FaultContext, failureFrom } from '../failureFrom';
import { proxyFailure, refusedTunnelStatus, unknownProxyFailure } from './proxyFailure';
import { isUnknownIssuer, tlsCodeOf, tlsReason } from './tlsReason';

const offlineCodes = new Set(['ENETUNREACH', 'ENETDOWN']);

/** A thrown error of fetch or a socket, of any shape, by what is in its chain of causes. */
export function classifyTransport(error: unknown, headersSeen: boolean, context: FaultContext): Failure {
  const codes = codesOf(error);
  const code = codes[0];
  if (headersSeen) return failureFrom('stream-cut', context, { code });
  const own = ofConnection(error, context);
  if (own) return own;
  if (codes.some((each) => offlineCodes.has(each))) return failureFrom('offline', context, { code });
  const tls = tlsCodeOf(error);
  if (tls !== undefined) return tlsFailure(tls, error, context);
  const failure = failureFrom('connect', context, { code });
  const reason = code === undefined ? undefined : reasonOf(code, context);
  return reason === undefined ? failure : { ...failure, message: `${failure.message} ${reason}` };
}

/** What our own connections throw, and what the editor's fetch says of proxies. */
function ofConnection(error: unknown, context: FaultContext): Failure | undefined {
  for (const each of causesOf(error)) {
    if (each instanceof ProxyFault) return proxyFailure(each, context);
    if (each instanceof CertificateFileFault) return { ...failureFrom('bad-request', context), message: each.words };
    const status = each instanceof Error ? refusedTunnelStatus(each.message) : undefined;
    if (status !== undefined) return unknownProxyFailure(status, context);
  }
  return undefined;
}

/** Where a proxy on the way may have made the certificate, the vendor is not at fault, and others fail in the same way. */
function tlsFailure(code: string, error: unknown, context: FaultContext): Failure {
  const behind = causesOf(error).find((each) => each instanceof FaultBehindProxy);
  const isOfProxy = behind !== undefined && isUnknownIssuer(code);
  // A host that shows a certificate runs.
  const failure = failureFrom(
    'connect',
    { ...context, local: false },
    { code, ...(isOfProxy ? { scope: 'network' } : {}) },
  );
  return { ...failure, message: `${failure.message} ${tlsReason(code, behind?.proxy.address)}` };
}

function reasonOf(code: string, { local }: FaultContext): string | undefined {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return l10n.t('Its name was not found (DNS); check the network and the base URL.');
  if (code === 'ECONNREFUSED')
    return local ? l10n.t('Start it, or switch to another provider.') : l10n.t('It refused the connection.');
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET')
    return l10n.t('The connection was reset.');
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT') return l10n.t('The connection timed out.');
  return undefined;
}
