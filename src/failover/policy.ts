import type { Trust } from '../model/route';

/** Where code may be sent. Each value includes the ones before it. */
const boundaries = ['local', 'private', 'any'] as const;
export type Boundary = (typeof boundaries)[number];

/** What the user has decided about failover. */
export interface Policy {
  readonly boundary: Boundary;
  /** What to do when an answer breaks off in the middle. */
  readonly midAnswer: 'continue' | 'restart' | 'stop';
  /** US dollars one request may cost over all its attempts, as estimated; undefined: no limit. */
  readonly maxRequestCost?: number;
  /** Start a second route when the first is later than usual, for chat too; completions always may. */
  readonly hedgeChat: boolean;
}

export const defaultPolicy: Policy = { boundary: 'any', midAnswer: 'continue', hedgeChat: false };

const reach: Record<Trust, number> = { local: 0, private: 1, cloud: 2 };

export function withinBoundary(trust: Trust, boundary: Boundary): boolean {
  return reach[trust] <= boundaries.indexOf(boundary);
}
