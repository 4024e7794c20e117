import * as l10n from '@vscode/l10n';
import type { Route, Trust } from '../../model/route/route';
import { type HostList, isAllowedHost } from './allowedHosts';
import type { Budgets } from './budget';

/** Where code may be sent: this machine, hosts on a private network too, anywhere. Each value includes those before it. */
export const boundaries = ['local', 'private', 'any'] as const;
export type Boundary = (typeof boundaries)[number];

/** What to do when an answer breaks off in the middle: the next route goes on, or begins again, or the user is asked. */
export const midAnswers = ['continue', 'restart', 'stop'] as const;

/** When models of this machine are kept in memory: from a cloud's failure until the clouds are well, always, or by their own use alone. */
export const keepWarms = ['whenCloudsFail', 'always', 'never'] as const;
export type KeepWarm = (typeof keepWarms)[number];

/** Where code may be sent. */
export interface Reach {
  readonly boundary: Boundary;
  /** Each list must have the host; absent: every host within the boundary. */
  readonly allowedHosts?: readonly HostList[];
}

/** What the user has decided about failover. */
export interface Policy extends Reach {
  readonly midAnswer: (typeof midAnswers)[number];
  /** US dollars one request may cost over all its attempts, as estimated; undefined: no limit. */
  readonly maxRequestCost?: number;
  /** Undefined: no limit. */
  readonly budgets?: Budgets;
  /** Start a second route when the first is later than usual, for chat too; completions always may. */
  readonly hedgeChat: boolean;
  readonly keepWarm: KeepWarm;
  /** Id of the provider that completions ask first, the others follow in order; one that is not in the chain is ignored. */
  readonly completionsFirst?: string;
}

export const defaultPolicy: Policy = {
  boundary: 'any',
  midAnswer: 'continue',
  hedgeChat: false,
  keepWarm: 'whenCloudsFail',
};

const reach: Record<Trust, number> = { local: 0, private: 1, cloud: 2 };

/** The one that lets code go the least far. */
export function narrowest(...all: readonly [Boundary, ...Boundary[]]): Boundary {
  return all.reduce((a, b) => (boundaries.indexOf(b) < boundaries.indexOf(a) ? b : a));
}

const reachInWords: Record<Boundary, () => string> = {
  local: () => l10n.t('code stays on this machine'),
  private: () => l10n.t('code stays on this machine and your private network'),
  any: () => l10n.t('code may go anywhere'),
};

/** What a boundary means, as a clause. */
export function boundaryInWords(boundary: Boundary): string {
  return reachInWords[boundary]();
}

export type Receiver = Pick<Route, 'trust' | 'endpoint' | 'forwardedTo'>;

export function isWithin(receiver: Receiver, { boundary, allowedHosts = [] }: Reach): boolean {
  return isWithinBoundary(receiver, boundary) && hostOutside(receiver, allowedHosts) === undefined;
}

/** Why code may not be sent there, as a clause; undefined where it may. */
export function outsideInWords(receiver: Receiver, { boundary, allowedHosts = [] }: Reach): string | undefined {
  if (!isWithinBoundary(receiver, boundary)) return boundaryInWords(boundary);
  const host = hostOutside(receiver, allowedHosts);
  return host === undefined ? undefined : l10n.t('{0} is not among the allowed hosts', host);
}

function isWithinBoundary({ trust }: Receiver, boundary: Boundary): boolean {
  return reach[trust] <= boundaries.indexOf(boundary);
}

/** The first host on the way of the code that the lists do not have. */
function hostOutside({ endpoint, forwardedTo }: Receiver, lists: readonly HostList[]): string | undefined {
  if (!isAllowedHost(endpoint, lists)) return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
  return forwardedTo === undefined || isAllowedHost(`https://${forwardedTo}`, lists) ? undefined : forwardedTo;
}
