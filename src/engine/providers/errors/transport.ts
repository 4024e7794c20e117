import * as l10n from '@vscode/l10n';
import type { Failure } from '../../model/failure';
import { asRecord } from '../../model/text/jsonValue';
import { type FaultContext, failureFrom } from './failureFrom';

const offlineCodes = new Set(['ENETUNREACH', 'ENETDOWN']);

/** Longest chain of causes that is followed; errors that point at themselves end there too. */
const maxDepth = 8;

/** A thrown error of fetch or a socket, of any shape, by the codes in its chain of causes. */
export function classifyTransport(error: unknown, headersSeen: boolean, context: FaultContext): Failure {
  const codes = codesOf(error);
  const code = codes[0];
  if (headersSeen) return failureFrom('stream-cut', context, { code });
  if (codes.some((each) => offlineCodes.has(each))) return failureFrom('offline', context, { code });
  const failure = failureFrom('connect', context, { code });
  const reason = code === undefined ? undefined : reasonOf(code, context);
  return reason === undefined ? failure : { ...failure, message: `${failure.message} ${reason}` };
}

function reasonOf(code: string, { local }: FaultContext): string | undefined {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return l10n.t('Its name was not found; check the network and the base URL.');
  if (code === 'ECONNREFUSED')
    return local ? l10n.t('Start it, or switch to another provider.') : l10n.t('It refused the connection.');
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET')
    return l10n.t('The connection was reset.');
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT') return l10n.t('The connection timed out.');
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return l10n.t(
      'Its certificate is not trusted on this machine; with a company proxy, install the proxy’s certificate.',
    );
  }
  return undefined;
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const record = asRecord(current);
    if (!record) break;
    if (typeof record.code === 'string') codes.push(record.code.toUpperCase());
    const { errors } = record;
    // A name with several addresses fails with one error for each; the first tells enough.
    current = record.cause ?? (Array.isArray(errors) ? (errors as readonly unknown[])[0] : undefined);
  }
  return codes;
}
