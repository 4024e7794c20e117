import {
  type Failure,
  type FailureKind,
  type FailureScope,
  type Repair,
  vendorMark,
} from '../../model/failure/failure';
import { failureSentence } from '../../model/failure/failureText';
import type { Retirement } from '../../model/route/route';
import { redact, redactCredentials } from '../../privacy/redaction/credentials';
import { SentRequest } from '../../privacy/redaction/promptEcho';
import type { Secrets } from '../../privacy/redaction/secrets';

/** What a classifier knows apart from the fault. */
export interface FaultContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The caller's signal is aborted: the user gave up, and the error itself does not matter. */
  readonly aborted: boolean;
  readonly providerLabel: string;
  readonly model: string;
  /** Of the model, where its vendor has retired it. */
  readonly retirement?: Retirement;
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
  readonly isBlind?: true;
  /** The vendor's own words, cut and redacted here. */
  readonly vendorText?: string;
}

const scopes: Record<FailureKind, FailureScope> = {
  cancelled: 'request',
  offline: 'network',
  connect: 'endpoint',
  proxy: 'network',
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
  const own = failureSentence(
    { label: context.providerLabel, model: context.model, retirement: context.retirement },
    { kind, status: details.status, isLocal: context.local, hasBegun: context.begun, isBlind: details.isBlind },
  );
  return {
    kind,
    scope,
    message: own + said,
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

const maxQuoteChars = 200;

/** The vendor's words for the log and the hover: one line, short, without anything that looks like a key or a page. */
function quote(text: string, { secrets }: FaultContext, sent: SentRequest): string {
  // Cut first: patterns on a hostile megabyte cost more than the words are worth.
  const line = text.slice(0, 2_000).replace(/\s+/g, ' ').trim();
  if (line === '' || line.startsWith('<') || sent.isRepeatedIn(line)) return '';
  const clean = redact(secrets?.redact(line) ?? line);
  return `${vendorMark}${clean.length > maxQuoteChars ? `${clean.slice(0, maxQuoteChars)}…` : clean}`;
}
