import { assertNever, type Failure } from './failure';
import type { Route } from './route';

/** Why a route did not serve, as a clause without capital and full stop: "Anthropic is overloaded (529)". */
export function failureClause(route: Pick<Route, 'label' | 'model'>, failure: Failure): string {
  const clause = clauseOf(route, failure);
  return failure.status === undefined ? clause : `${clause} (${failure.status})`;
}

function clauseOf({ label, model }: Pick<Route, 'label' | 'model'>, failure: Failure): string {
  switch (failure.kind) {
    case 'cancelled':
      return `the request to ${label} was stopped`;
    case 'offline':
      return `${label} is out of reach because this machine has no network`;
    case 'connect':
      return `${label} could not be reached`;
    case 'overloaded':
      return `${label} is overloaded`;
    case 'server':
      return isGatewayTimeout(failure)
        ? `the gateway before ${label} waited for it in vain`
        : `${label} had a server error`;
    case 'rate-limited':
      return `${label} is limiting requests`;
    case 'quota':
      return `the quota or credit at ${label} is used up`;
    case 'auth':
      return failure.status === 403
        ? `${label} does not allow this to the API key, or from here`
        : `${label} did not accept the API key`;
    case 'model-missing':
      return `${label} does not offer the model ${model}`;
    case 'wrong-address':
      return `${label} has nothing at the address in its settings`;
    case 'first-token-timeout':
      return `${label} did not begin to answer in time`;
    case 'stalled':
      return `${label} went silent in the middle of the answer`;
    case 'stream-cut':
      return `the connection to ${label} broke off`;
    case 'in-stream':
      return `${label} reported an error`;
    case 'empty':
      return `${label} sent an empty answer`;
    case 'not-continued':
      return `${label} did not go on with the answer`;
    case 'not-protocol':
      return isRefusal(failure)
        ? `a firewall, a proxy or a sign-in page before ${label} refused the request`
        : `something other than ${label} answered, perhaps a proxy or a sign-in page`;
    case 'context-exceeded':
      return `the conversation does not fit ${label}'s model`;
    case 'policy':
      return `${label} declined because of its content policy`;
    case 'bad-request':
      return `${label} did not accept the request`;
    case 'not-allowed':
      return `your boundary or consent does not let code go to ${label}`;
    case 'unknown':
      return `${label} failed unexpectedly`;
    default:
      return assertNever(failure.kind);
  }
}

function isGatewayTimeout({ status = 0 }: Failure): boolean {
  return status === 504 || status === 522 || status === 524 || status === 598 || status === 599;
}

function isRefusal({ status = 0 }: Failure): boolean {
  return status >= 400 && status < 500;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
