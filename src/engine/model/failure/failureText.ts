import * as l10n from '@vscode/l10n';
import type { Failure, FailureKind } from './failure';
import type { Route } from '../route/route';

/** What is filled into a text: the user's names, and the HTTP status as ` (529)` or nothing. */
type Values = Readonly<Record<'provider' | 'model' | 'status' | 'on' | 'successor', string>>;

/** The texts for one failure, in three lengths. */
interface FailureText {
  /** A few words that fit after a name: "overloaded". */
  readonly label: () => string;
  /** Why a route did not serve, without capital and full stop: "Anthropic is overloaded (529)". */
  readonly clause: (values: Values) => string;
  /** One or more whole sentences, for the log and for `Failure.message`. */
  readonly sentence: (values: Values) => string;
}

const texts: Readonly<Record<FailureKind, FailureText>> = {
  cancelled: {
    label: () => l10n.t('cancelled'),
    clause: (values) => l10n.t('the request to {provider} was stopped{status}', values),
    sentence: () => l10n.t('The request was cancelled.'),
  },
  offline: {
    label: () => l10n.t('offline'),
    clause: (values) => l10n.t('{provider} is out of reach because this machine has no network{status}', values),
    sentence: (values) => l10n.t('{provider} cannot be reached: this machine seems to be offline.', values),
  },
  connect: {
    label: () => l10n.t('cannot be reached'),
    clause: (values) => l10n.t('{provider} could not be reached{status}', values),
    sentence: (values) => l10n.t('{provider} could not be reached.', values),
  },
  proxy: {
    label: () => l10n.t('proxy failed'),
    clause: (values) => l10n.t('the proxy on the way to {provider} did not let the request through{status}', values),
    sentence: (values) =>
      l10n.t('{provider} was not asked, since the proxy on the way did not let the request through{status}.', values),
  },
  overloaded: {
    label: () => l10n.t('overloaded'),
    clause: (values) => l10n.t('{provider} is overloaded{status}', values),
    sentence: (values) => l10n.t('{provider} is overloaded{status}.', values),
  },
  server: {
    label: () => l10n.t('server error'),
    clause: (values) => l10n.t('{provider} had a server error{status}', values),
    sentence: (values) => l10n.t('{provider} had an internal error{status}.', values),
  },
  'rate-limited': {
    label: () => l10n.t('rate limit'),
    clause: (values) => l10n.t('{provider} is limiting requests{status}', values),
    sentence: (values) => l10n.t('{provider} turned the request away because of its rate limit{status}.', values),
  },
  quota: {
    label: () => l10n.t('quota used up'),
    clause: (values) => l10n.t('the quota or credit at {provider} is used up{status}', values),
    sentence: (values) =>
      l10n.t(
        'The quota or credit at {provider} is used up{status}. Check the plan and billing of that account.',
        values,
      ),
  },
  auth: {
    label: () => l10n.t('key refused'),
    clause: (values) => l10n.t('{provider} did not accept the API key{status}', values),
    sentence: (values) =>
      l10n.t('{provider} did not accept the API key{status}. Set it with Everpair: Set API Key…', values),
  },
  'model-missing': {
    label: () => l10n.t('model missing'),
    clause: (values) => l10n.t('{provider} does not offer the model {model}{status}', values),
    sentence: (values) => l10n.t('{provider} does not have the model {model}{status}.', values),
  },
  'wrong-address': {
    label: () => l10n.t('wrong address'),
    clause: (values) => l10n.t('{provider} has nothing at the address in its settings{status}', values),
    sentence: (values) =>
      l10n.t(
        '{provider} has nothing at this address{status}. Check its "baseUrl" in the setting everpair.providers.',
        values,
      ),
  },
  'first-token-timeout': {
    label: () => l10n.t('no answer'),
    clause: (values) => l10n.t('{provider} did not begin to answer in time{status}', values),
    sentence: (values) => l10n.t('{provider} did not begin to answer in time.', values),
  },
  stalled: {
    label: () => l10n.t('fell silent'),
    clause: (values) => l10n.t('{provider} went silent in the middle of the answer{status}', values),
    sentence: (values) => l10n.t('{provider} fell silent in mid-answer.', values),
  },
  'stream-cut': {
    label: () => l10n.t('broke off'),
    clause: (values) => l10n.t('the connection to {provider} broke off{status}', values),
    sentence: (values) => l10n.t('{provider} broke off before the end of its answer.', values),
  },
  'in-stream': {
    label: () => l10n.t('reported an error'),
    clause: (values) => l10n.t('{provider} reported an error{status}', values),
    sentence: (values) => l10n.t('{provider} reported an error.', values),
  },
  empty: {
    label: () => l10n.t('empty answer'),
    clause: (values) => l10n.t('{provider} sent an empty answer{status}', values),
    sentence: (values) => l10n.t('{provider} sent an empty answer.', values),
  },
  'not-continued': {
    label: () => l10n.t('did not go on'),
    clause: (values) => l10n.t('{provider} did not go on with the answer{status}', values),
    sentence: (values) => l10n.t('{provider} did not go on with the answer.', values),
  },
  'not-protocol': {
    label: () => l10n.t('not its answer'),
    clause: (values) =>
      l10n.t('something other than {provider} answered, perhaps a proxy or a sign-in page{status}', values),
    sentence: (values) =>
      l10n.t(
        'Something other than {provider} answered{status}, perhaps a proxy or a log-in page of this network.',
        values,
      ),
  },
  'context-exceeded': {
    label: () => l10n.t('request too long'),
    clause: (values) => l10n.t("the conversation does not fit {provider}'s model{status}", values),
    sentence: (values) => l10n.t('The request is too long for {model} at {provider}{status}.', values),
  },
  policy: {
    label: () => l10n.t('refused'),
    clause: (values) => l10n.t('{provider} declined because of its content policy{status}', values),
    sentence: (values) => l10n.t('{provider} refused to answer because of its content policy.', values),
  },
  'bad-request': {
    label: () => l10n.t('request refused'),
    clause: (values) => l10n.t('{provider} did not accept the request{status}', values),
    sentence: (values) => l10n.t('{provider} did not accept the request{status}.', values),
  },
  'not-allowed': {
    label: () => l10n.t('not allowed'),
    clause: (values) => l10n.t('your boundary or consent does not let code go to {provider}{status}', values),
    sentence: (values) =>
      l10n.t('Nothing was sent to {provider}: your boundary, consent or providers no longer allow it.', values),
  },
  unknown: {
    label: () => l10n.t('failed'),
    clause: (values) => l10n.t('{provider} failed unexpectedly{status}', values),
    sentence: (values) => l10n.t('The request to {provider} failed for an unknown reason.', values),
  },
};

/** Cases of a kind with a text of their own. */
type SpecialCase =
  | 'blind'
  | 'too-dear'
  | 'over-budget'
  | 'retired'
  | 'not-running'
  | 'gateway-timeout'
  | 'forbidden'
  | 'error-in-mid-answer'
  | 'refused-on-the-way';

const specialTexts: Readonly<Record<SpecialCase, Partial<Omit<FailureText, 'label'>>>> = {
  'not-running': { sentence: (values) => l10n.t('{provider} is not running on this machine.', values) },
  blind: {
    clause: (values) => l10n.t('{model} at {provider} cannot see images', values),
    sentence: (values) => l10n.t('{model} at {provider} cannot see images.', values),
  },
  'too-dear': {
    clause: (values) => l10n.t('{model} at {provider} would cost more than a request may', values),
  },
  'over-budget': {
    clause: (values) => l10n.t("this month's budget is used up for {provider}", values),
  },
  retired: {
    clause: (values) =>
      l10n.t('{provider} retired the model {model} on {on}, in favour of {successor}{status}', values),
    sentence: (values) =>
      l10n.t('{provider} retired the model {model} on {on}{status}. Use {successor} instead.', values),
  },
  'gateway-timeout': {
    clause: (values) => l10n.t('the gateway before {provider} waited for it in vain{status}', values),
    sentence: (values) => l10n.t('A gateway before {provider} waited for it in vain{status}.', values),
  },
  forbidden: {
    clause: (values) => l10n.t('{provider} does not allow this to the API key, or from here{status}', values),
  },
  'error-in-mid-answer': { sentence: (values) => l10n.t('{provider} reported an error in mid-answer.', values) },
  'refused-on-the-way': {
    clause: (values) =>
      l10n.t('a firewall, a proxy or a sign-in page before {provider} refused the request{status}', values),
    sentence: (values) =>
      l10n.t('Something before {provider} refused the request{status}: a firewall, a proxy or a log-in page.', values),
  },
};

/** A failure as far as its text depends on it. */
export interface FailureFacts extends Pick<Failure, 'kind' | 'status' | 'isBlind' | 'isTooDear' | 'isOverBudget'> {
  /** The host is this machine. */
  readonly isLocal?: boolean;
  /** Text of the answer had come before. */
  readonly hasBegun?: boolean;
}

type Names = Pick<Route, 'label' | 'model' | 'retirement'>;

export function failureLabel(kind: FailureKind): string {
  return texts[kind].label();
}

export function failureClause(
  route: Names,
  failure: Pick<Failure, 'kind' | 'status' | 'isBlind' | 'isTooDear' | 'isOverBudget'>,
): string {
  return textOf(failure, route).clause(valuesOf(route, failure));
}

export function failureSentence(route: Names, facts: FailureFacts): string {
  return textOf(facts, route).sentence(valuesOf(route, facts));
}

/** A clause as a sentence of its own. What ends as a sentence already stays as it is. */
export function asSentence(clause: string): string {
  const start = capitalised(clause);
  return /[.!?。！？]$/u.test(start)
    ? start
    : l10n.t({ message: '{0}.', args: [start], comment: ['{0} is a whole clause; only the full stop is added.'] });
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function textOf(facts: FailureFacts, { retirement }: Names): FailureText {
  const special = facts.kind === 'model-missing' && retirement ? 'retired' : specialCaseOf(facts);
  return special ? { ...texts[facts.kind], ...specialTexts[special] } : texts[facts.kind];
}

function specialCaseOf({
  kind,
  status = 0,
  isLocal,
  hasBegun,
  isBlind,
  isTooDear,
  isOverBudget,
}: FailureFacts): SpecialCase | undefined {
  if (isBlind) return 'blind';
  if (isTooDear) return 'too-dear';
  if (isOverBudget) return 'over-budget';
  if (kind === 'connect' && isLocal) return 'not-running';
  if (kind === 'server' && gatewayTimeouts.has(status)) return 'gateway-timeout';
  if (kind === 'auth' && status === 403) return 'forbidden';
  if (kind === 'in-stream' && hasBegun) return 'error-in-mid-answer';
  if (kind === 'not-protocol' && status >= 400 && status < 500) return 'refused-on-the-way';
  return undefined;
}

/** A server that stands before another one tells that it did not hear from it. */
const gatewayTimeouts: ReadonlySet<number> = new Set([504, 522, 524, 598, 599]);

function valuesOf({ label, model, retirement }: Names, { status }: Pick<Failure, 'status'>): Values {
  const { on = '', successor = '' } = retirement ?? {};
  return { provider: label, model, status: status === undefined ? '' : ` (${status})`, on, successor };
}
