import {
  type Failure,
  type FailureKind,
  type FailureScope,
  notAllowed,
  type Repair,
  vendorMark,
} from '../../model/failure';
import { redact, redactCredentials } from '../../privacy/redaction/credentials';
import { SentRequest } from '../../privacy/redaction/promptEcho';
import type { Secrets } from '../../privacy/redaction/secrets';

/** What a classifier knows beside the fault itself. */
export interface FaultContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The caller's signal is aborted: whatever the error looks like, the user gave up. */
  readonly aborted: boolean;
  readonly providerLabel: string;
  readonly model: string;
  /** The host is this machine. */
  readonly local: boolean;
  /** Of an error that came with success: text of the answer had come before. */
  readonly begun?: boolean;
  /** The request's body, so that no vendor's words that repeat it are quoted. */
  readonly sent?: string;
  /** The key and the values of the user's own headers: nothing of them is quoted. */
  readonly secrets?: Secrets;
}

export interface FailureDetails {
  readonly status?: number;
  /** Where it is not the kind's usual one. */
  readonly scope?: FailureScope;
  /** As the vendor sent it; kept only where it is a word and no echo. */
  readonly code?: string;
  readonly retryAfterMs?: number;
  /** As `code`. */
  readonly requestId?: string;
  readonly repair?: Repair;
  readonly contextWindowTokens?: number;
  readonly refusedParameters?: Failure['refusedParameters'];
  readonly outputLimitTokens?: number;
  /** The vendor's own words, cut and redacted here. */
  readonly vendorText?: string;
}

const scopes: Record<FailureKind, FailureScope> = {
  cancelled: 'request',
  offline: 'network',
  connect: 'endpoint',
  overloaded: 'model',
  server: 'endpoint',
  'rate-limited': 'model',
  quota: 'credential',
  auth: 'credential',
  'model-missing': 'model',
  'wrong-address': 'endpoint',
  'first-token-timeout': 'model',
  stalled: 'model',
  'stream-cut': 'model',
  'in-stream': 'model',
  empty: 'model',
  'not-continued': 'request',
  'not-protocol': 'endpoint',
  'context-exceeded': 'request',
  policy: 'request',
  'bad-request': 'request',
  'not-allowed': 'request',
  unknown: 'request',
};

export function failureFrom(kind: FailureKind, context: FaultContext, details: FailureDetails = {}): Failure {
  const { vendorText, scope = scopes[kind], code, requestId, ...rest } = details;
  const sent = new SentRequest(context.sent);
  const said = vendorText === undefined ? '' : quote(vendorText, context, sent);
  return {
    kind,
    scope,
    message: sentence(kind, context, details) + said,
    ...rest,
    code: word(code, context, sent),
    requestId: word(requestId, context, sent),
  };
}

/** A code or an id; undefined for what is none, and for one in which a host gives the key or the prompt back. */
function word(text: string | undefined, { secrets }: FaultContext, sent: SentRequest): string | undefined {
  if (text === undefined || !/^[\w.:-]{1,80}$/.test(text)) return undefined;
  const isTelling = secrets?.isIn(text) === true || redactCredentials(text) !== text || sent.isRepeatedIn(text);
  return isTelling ? undefined : text;
}

function sentence(
  kind: FailureKind,
  { providerLabel: who, model, local, begun = false }: FaultContext,
  details: FailureDetails,
): string {
  const status = details.status === undefined ? '' : ` (${details.status})`;
  switch (kind) {
    case 'cancelled':
      return 'The request was cancelled.';
    case 'offline':
      return `${who} cannot be reached: this machine seems to be offline.`;
    case 'connect':
      return local ? `${who} is not running on this machine.` : `${who} could not be reached.`;
    case 'overloaded':
      return `${who} is overloaded${status}.`;
    case 'server':
      return isGatewayTimeout(details.status)
        ? `A gateway before ${who} waited for it in vain${status}.`
        : `${who} had an internal error${status}.`;
    case 'rate-limited':
      return `${who} turned the request away because of its rate limit${status}.`;
    case 'quota':
      return `The quota or credit at ${who} is used up${status}. Check the plan and billing of that account.`;
    case 'auth':
      return `${who} did not accept the API key${status}. Set it with Everpair: Set API Key…`;
    case 'model-missing':
      return `${who} does not have the model ${model}${status}.`;
    case 'wrong-address':
      return `${who} has nothing at this address${status}. Check its "baseUrl" in the setting everpair.providers.`;
    case 'first-token-timeout':
      return `${who} did not begin to answer in time.`;
    case 'stalled':
      return `${who} fell silent in mid-answer.`;
    case 'stream-cut':
      return `${who} broke off before the end of its answer.`;
    case 'in-stream':
      return begun ? `${who} reported an error in mid-answer.` : `${who} reported an error.`;
    case 'empty':
      return `${who} sent an empty answer.`;
    case 'not-continued':
      return `${who} did not go on with the answer.`;
    case 'not-protocol':
      return isRefusal(details.status)
        ? `Something before ${who} refused the request${status}: a firewall, a proxy or a log-in page.`
        : `Something other than ${who} answered${status}, perhaps a proxy or a log-in page of this network.`;
    case 'context-exceeded':
      return `The request is too long for ${model} at ${who}${status}.`;
    case 'policy':
      return `${who} refused to answer because of its content policy.`;
    case 'not-allowed':
      return notAllowed(who).message;
    case 'bad-request':
      return `${who} did not accept the request${status}.`;
    case 'unknown':
      return `The request to ${who} failed for an unknown reason.`;
  }
}

/** A server that stands before another one tells that it did not hear from it. */
function isGatewayTimeout(status: number | undefined): boolean {
  return status === 504 || status === 522 || status === 524 || status === 598 || status === 599;
}

function isRefusal(status = 0): boolean {
  return status >= 400 && status < 500;
}

const longestQuote = 200;

/** The vendor's words for the log and the hover: one line, short, without anything that looks like a key or a page. */
function quote(text: string, { secrets }: FaultContext, sent: SentRequest): string {
  // Cut first: patterns on a hostile megabyte cost more than the words are worth.
  const line = text.slice(0, 2_000).replace(/\s+/g, ' ').trim();
  if (line === '' || line.startsWith('<') || sent.isRepeatedIn(line)) return '';
  const clean = redact(secrets?.redact(line) ?? line);
  return `${vendorMark}${clean.length > longestQuote ? `${clean.slice(0, longestQuote)}…` : clean}`;
}
