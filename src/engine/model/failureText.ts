import type { Failure, FailureKind } from './failure';
import type { Route } from './route';

/**
 * The texts for one failure, in three lengths. `{provider}` and `{model}` are the user's names for them; `{status}` is the HTTP
 * status as ` (529)`, or nothing. A whole text is one message for a translator, as `vscode.l10n.t` takes it.
 */
interface FailureText {
  /** A few words that fit after a name: "overloaded". */
  readonly label: string;
  /** Why a route did not serve, without capital and full stop: "Anthropic is overloaded (529)". */
  readonly clause: string;
  /** One or more whole sentences, for the log and for `Failure.message`. */
  readonly sentence: string;
}

const texts: Readonly<Record<FailureKind, FailureText>> = {
  cancelled: {
    label: 'cancelled',
    clause: 'the request to {provider} was stopped{status}',
    sentence: 'The request was cancelled.',
  },
  offline: {
    label: 'offline',
    clause: '{provider} is out of reach because this machine has no network{status}',
    sentence: '{provider} cannot be reached: this machine seems to be offline.',
  },
  connect: {
    label: 'cannot be reached',
    clause: '{provider} could not be reached{status}',
    sentence: '{provider} could not be reached.',
  },
  overloaded: {
    label: 'overloaded',
    clause: '{provider} is overloaded{status}',
    sentence: '{provider} is overloaded{status}.',
  },
  server: {
    label: 'server error',
    clause: '{provider} had a server error{status}',
    sentence: '{provider} had an internal error{status}.',
  },
  'rate-limited': {
    label: 'rate limit',
    clause: '{provider} is limiting requests{status}',
    sentence: '{provider} turned the request away because of its rate limit{status}.',
  },
  quota: {
    label: 'quota used up',
    clause: 'the quota or credit at {provider} is used up{status}',
    sentence: 'The quota or credit at {provider} is used up{status}. Check the plan and billing of that account.',
  },
  auth: {
    label: 'key refused',
    clause: '{provider} did not accept the API key{status}',
    sentence: '{provider} did not accept the API key{status}. Set it with Everpair: Set API Key…',
  },
  'model-missing': {
    label: 'model missing',
    clause: '{provider} does not offer the model {model}{status}',
    sentence: '{provider} does not have the model {model}{status}.',
  },
  'wrong-address': {
    label: 'wrong address',
    clause: '{provider} has nothing at the address in its settings{status}',
    sentence: '{provider} has nothing at this address{status}. Check its "baseUrl" in the setting everpair.providers.',
  },
  'first-token-timeout': {
    label: 'no answer',
    clause: '{provider} did not begin to answer in time{status}',
    sentence: '{provider} did not begin to answer in time.',
  },
  stalled: {
    label: 'fell silent',
    clause: '{provider} went silent in the middle of the answer{status}',
    sentence: '{provider} fell silent in mid-answer.',
  },
  'stream-cut': {
    label: 'broke off',
    clause: 'the connection to {provider} broke off{status}',
    sentence: '{provider} broke off before the end of its answer.',
  },
  'in-stream': {
    label: 'reported an error',
    clause: '{provider} reported an error{status}',
    sentence: '{provider} reported an error.',
  },
  empty: {
    label: 'empty answer',
    clause: '{provider} sent an empty answer{status}',
    sentence: '{provider} sent an empty answer.',
  },
  'not-continued': {
    label: 'did not go on',
    clause: '{provider} did not go on with the answer{status}',
    sentence: '{provider} did not go on with the answer.',
  },
  'not-protocol': {
    label: 'not its answer',
    clause: 'something other than {provider} answered, perhaps a proxy or a sign-in page{status}',
    sentence: 'Something other than {provider} answered{status}, perhaps a proxy or a log-in page of this network.',
  },
  'context-exceeded': {
    label: 'request too long',
    clause: "the conversation does not fit {provider}'s model{status}",
    sentence: 'The request is too long for {model} at {provider}{status}.',
  },
  policy: {
    label: 'refused',
    clause: '{provider} declined because of its content policy{status}',
    sentence: '{provider} refused to answer because of its content policy.',
  },
  'bad-request': {
    label: 'request refused',
    clause: '{provider} did not accept the request{status}',
    sentence: '{provider} did not accept the request{status}.',
  },
  'not-allowed': {
    label: 'not allowed',
    clause: 'your boundary or consent does not let code go to {provider}{status}',
    sentence: 'Nothing was sent to {provider}: your boundary, consent or providers no longer allow it.',
  },
  unknown: {
    label: 'failed',
    clause: '{provider} failed unexpectedly{status}',
    sentence: 'The request to {provider} failed for an unknown reason.',
  },
};

/** Cases of a kind with a text of their own. */
type SpecialCase = 'not-running' | 'gateway-timeout' | 'forbidden' | 'error-in-mid-answer' | 'refused-on-the-way';

const specialTexts: Readonly<Record<SpecialCase, Partial<Omit<FailureText, 'label'>>>> = {
  'not-running': { sentence: '{provider} is not running on this machine.' },
  'gateway-timeout': {
    clause: 'the gateway before {provider} waited for it in vain{status}',
    sentence: 'A gateway before {provider} waited for it in vain{status}.',
  },
  forbidden: { clause: '{provider} does not allow this to the API key, or from here{status}' },
  'error-in-mid-answer': { sentence: '{provider} reported an error in mid-answer.' },
  'refused-on-the-way': {
    clause: 'a firewall, a proxy or a sign-in page before {provider} refused the request{status}',
    sentence: 'Something before {provider} refused the request{status}: a firewall, a proxy or a log-in page.',
  },
};

/** A failure as far as its text depends on it. */
export interface FailureFacts extends Pick<Failure, 'kind' | 'status'> {
  /** The host is this machine. */
  readonly isLocal?: boolean;
  /** Text of the answer had come before. */
  readonly hasBegun?: boolean;
}

type Names = Pick<Route, 'label' | 'model'>;

export function failureLabel(kind: FailureKind): string {
  return texts[kind].label;
}

export function failureClause(route: Names, failure: Pick<Failure, 'kind' | 'status'>): string {
  return fill(textOf(failure).clause, route, failure);
}

export function failureSentence(route: Names, facts: FailureFacts): string {
  return fill(textOf(facts).sentence, route, facts);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function textOf(facts: FailureFacts): FailureText {
  const special = specialCaseOf(facts);
  return special ? { ...texts[facts.kind], ...specialTexts[special] } : texts[facts.kind];
}

function specialCaseOf({ kind, status = 0, isLocal, hasBegun }: FailureFacts): SpecialCase | undefined {
  if (kind === 'connect' && isLocal) return 'not-running';
  if (kind === 'server' && gatewayTimeouts.has(status)) return 'gateway-timeout';
  if (kind === 'auth' && status === 403) return 'forbidden';
  if (kind === 'in-stream' && hasBegun) return 'error-in-mid-answer';
  if (kind === 'not-protocol' && status >= 400 && status < 500) return 'refused-on-the-way';
  return undefined;
}

/** A server that stands before another one tells that it did not hear from it. */
const gatewayTimeouts: ReadonlySet<number> = new Set([504, 522, 524, 598, 599]);

function fill(text: string, { label, model }: Names, { status }: Pick<Failure, 'status'>): string {
  const values: Readonly<Record<string, string>> = {
    provider: label,
    model,
    status: status === undefined ? '' : ` (${status})`,
  };
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
