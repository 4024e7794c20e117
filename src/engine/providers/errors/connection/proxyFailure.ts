import * as l10n from '@vscode/l10n';
import type { Failure } from '../../../model/failure/failure';
import { codesOf } from './causes';
import { type FaultContext, failureFrom } from '../failureFrom';
import { proxyTimeoutMs, type ProxyFault, type ProxyName } from './connectionFaults';

/** What a proxy's fault means: of the vendor it says nothing, unless the proxy itself could not reach the vendor. */
export function proxyFailure(fault: ProxyFault, context: FaultContext): Failure {
  const kind = fault.problem === 'host-not-reached' ? 'connect' : 'proxy';
  // The address of the host does not matter: it was the proxy's turn to reach it.
  const failure = failureFrom(kind, { ...context, local: false }, { status: fault.status, code: codesOf(fault)[0] });
  return { ...failure, message: `${failure.message} ${reasonOf(fault)}` };
}

/** What undici says where a proxy does not let a request through. */
const tunnelRefused = /\bproxy response \((\d{3})\)/i;

/** The status by which a proxy refused, in the words of the editor's own fetch; undefined where it says nothing of it. */
export function refusedTunnelStatus(message: string): number | undefined {
  const status = tunnelRefused.exec(message)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** Where only the editor knows which proxy it took. */
export function unknownProxyFailure(status: number, context: FaultContext): Failure {
  const failure = failureFrom('proxy', { ...context, local: false }, { status });
  const reason =
    status === 407
      ? l10n.t('It wants a log-in; set "http.proxyAuthorization" and "http.proxy" in the user settings.')
      : l10n.t('Ask who runs it to let this host through.');
  return { ...failure, message: `${failure.message} ${reason}` };
}

function reasonOf({ problem, proxy, cause }: ProxyFault): string {
  const { address, source } = proxy;
  switch (problem) {
    case 'login':
      return l10n.t(
        'The proxy {0} wants a log-in; set "http.proxyAuthorization" in the user settings, or write user and password into {1}.',
        address,
        source,
      );
    case 'login-refused':
      return l10n.t(
        'The proxy {0} did not accept the log-in; check "http.proxyAuthorization", or user and password in {1}.',
        address,
        source,
      );
    case 'refused':
      return l10n.t(
        'The proxy {0} does not let this host through; ask who runs it, or add the host to "http.noProxy" where it can be reached without a proxy.',
        address,
      );
    case 'host-not-reached':
      return l10n.t('The proxy {0} was asked and could not reach it.', address);
    case 'not-reached':
      return notReached(codesOf(cause)[0], proxy);
    case 'silent': {
      const seconds = proxyTimeoutMs / 1_000;
      return l10n.t(
        'The proxy {0} did not answer within {1} s; check that it runs, and {2}.',
        address,
        seconds,
        source,
      );
    }
    case 'certificate':
      return l10n.t(
        'The certificate of the proxy {0} itself is not trusted (TLS); install its certificate authority, or name the file in NODE_EXTRA_CA_CERTS.',
        address,
      );
    case 'no-proxy':
      return l10n.t('What listens at {0} hung up or is no proxy; check {1}.', address, source);
    case 'unsupported':
      return l10n.t(
        'The proxy {0} is of a kind that is not supported; name one with http:// or https:// in {1}.',
        address,
        source,
      );
  }
}

function notReached(code: string | undefined, { address, source }: ProxyName): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return l10n.t('The name of the proxy {0} was not found (DNS); check the network and {1}.', address, source);
    case 'ECONNREFUSED':
      return l10n.t('The proxy {0} refused the connection; check that it runs, and {1}.', address, source);
    default:
      return l10n.t('The proxy {0} could not be reached; check the network and {1}.', address, source);
  }
}
