import * as l10n from '@vscode/l10n';
import type { Trust } from '../../model/route';

/** Where code may be sent: this machine, hosts on a private network too, anywhere. Each value includes those before it. */
export const boundaries = ['local', 'private', 'any'] as const;
export type Boundary = (typeof boundaries)[number];

/** What to do when an answer breaks off in the middle: the next route goes on, or begins again, or the user is asked. */
export const midAnswers = ['continue', 'restart', 'stop'] as const;

/** What the user has decided about failover. */
export interface Policy {
  readonly boundary: Boundary;
  readonly midAnswer: (typeof midAnswers)[number];
  /** US dollars one request may cost over all its attempts, as estimated; undefined: no limit. */
  readonly maxRequestCost?: number;
  /** Start a second route when the first is later than usual, for chat too; completions always may. */
  readonly hedgeChat: boolean;
  /** Id of the provider that completions ask first, the others follow in order; one that is not in the chain is ignored. */
  readonly completionsFirst?: string;
}

export const defaultPolicy: Policy = { boundary: 'any', midAnswer: 'continue', hedgeChat: false };

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

export function withinBoundary(trust: Trust, boundary: Boundary): boolean {
  return reach[trust] <= boundaries.indexOf(boundary);
}
