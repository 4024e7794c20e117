import type { Remote } from './remote';
import { inHours, type Span } from '../../simulation/span';
import { day } from '../../simulation/units';

/** What is wrong while an incident lasts, in the words of the report. */
export const incidentKinds = {
  errors: 'overload and server errors',
  overflow: 'load spilled over from another cloud',
  slow: 'slow but alive',
  edge: 'pages of a failing edge',
  auth: 'false 401',
  'rate-limit': 'false 429',
  quota: 'false quota',
  missing: 'false 404',
  retired: 'model retired',
} as const;

export type IncidentKind = keyof typeof incidentKinds;

/** Something that is wrong with a provider. */
export interface Incident extends Span {
  readonly kind: IncidentKind;
  /** Share of requests that fail while it lasts. */
  readonly failing: number;
  readonly scope: 'endpoint' | 'model';
  /** How many times as long the others take. */
  readonly slowdown?: Slowdown;
}

export interface Slowdown {
  readonly toFirstWord: number;
  readonly fromWordToWord: number;
}

export type Incidents = { readonly [R in Remote]?: readonly Incident[] };

type ByHour<T> = (at: number) => readonly T[];

/** What goes wrong in a span of time, fixed by its seed. Times in milliseconds since the epoch. */
export class World {
  private readonly incidentsByHour: ReadonlyMap<string, ByHour<Incident>>;
  private readonly offlineByHour: ByHour<Span>;
  private readonly replacedAt: ReadonlyMap<string, readonly number[]>;

  constructor(
    readonly seed: number,
    readonly span: Span,
    readonly incidents: Incidents,
    readonly offline: readonly Span[],
    /** Days since the epoch on which the local server was not started. */
    private readonly localOff: ReadonlySet<number>,
  ) {
    this.incidentsByHour = new Map(Object.entries(incidents).map(([remote, list]) => [remote, inHours(list)]));
    this.offlineByHour = inHours(offline);
    this.replacedAt = new Map(
      Object.entries(incidents).map(([remote, list]) => [
        remote,
        list.filter(({ kind }) => kind === 'retired').map(({ to }) => to),
      ]),
    );
  }

  /** The worst incident that is open at the provider. */
  incidentAt(remote: Remote, at: number): Incident | undefined {
    let worst: Incident | undefined;
    for (const incident of this.incidentsByHour.get(remote)?.(at) ?? []) {
      if (at >= incident.from && at < incident.to && incident.failing > (worst?.failing ?? -1)) worst = incident;
    }
    return worst;
  }

  isWell(remote: Remote, at: number): boolean {
    return !this.isOffline(at) && this.incidentAt(remote, at) === undefined;
  }

  /** How many of the provider's models were retired and replaced in its settings by then. */
  modelsReplaced(remote: Remote, at: number): number {
    return (this.replacedAt.get(remote) ?? []).filter((to) => to <= at).length;
  }

  isOffline(at: number): boolean {
    return this.offlineByHour(at).some(({ from, to }) => at >= from && at < to);
  }

  localIsOff(at: number): boolean {
    return this.localOff.has(Math.floor(at / day));
  }
}
