import type { Draws } from '../../simulation/draws';
import type { HostOutages, OutageModel, Range } from './outageModel';
import type { Span } from '../../simulation/span';
import { day, hour, minute } from '../../simulation/units';
import type { Incident, IncidentKind } from './world';

const gapShape = 0.55;
/** Γ(1 + 1/0.55), the mean of a Weibull distribution of that shape and scale 1. */
const meanGapOfScaleOne = 1.702429;

/** Share of requests that fail by errors at severity none, minor, major and critical. */
const failingAt: readonly Range[] = [
  [0.02, 0.02],
  [0.05, 0.25],
  [0.25, 0.7],
  [0.85, 1],
];
/** By a refusal that is false. */
const failingByRefusal: Range = [0.5, 1];
const failingWhenSlow: Range = [0, 0.05];
const slowToFirstWord: Range = [5, 20];
const slowFromWordToWord: Range = [1.5, 4];

/** Drawn starts that are kept: on a weekend day a sixth as many as on a weekday, outside 15 to 24 UTC 0.31 as many as inside. */
const weekendShare = 1 / 6;
const quietHourShare = 0.34 / 15 / (0.66 / 9);
const keptOnAverage = ((5 + 2 * weekendShare) / 7) * ((9 + 15 * quietHourShare) / 24);

const maxIncidentMs = 48 * hour;
const endpointShare = 0.4;

/** Of one host alone. */
export function incidentsOf(
  host: HostOutages,
  kinds: OutageModel['kinds'],
  draws: Draws,
  { from, to }: Span,
): Incident[] {
  const scale = (host.gapDays * day * keptOnAverage) / meanGapOfScaleOne;
  const incidents: Incident[] = [];
  for (let at = from; ;) {
    at += draws.weibull(gapShape, scale);
    if (at >= to) return incidents;
    if (!draws.chance(keptAt(at))) continue;
    const incident = incidentAt(host, kinds, at, draws);
    incidents.push(incident);
    at = incident.to;
  }
}

export function incidentAt(
  { mu, sigma, severities }: HostOutages,
  kinds: OutageModel['kinds'],
  from: number,
  draws: Draws,
): Incident {
  const to = from + durationOf(mu, sigma, draws);
  const names = Object.keys(kinds) as IncidentKind[];
  const kind = names[draws.weighted(names.map((name) => kinds[name] ?? 0))] ?? 'errors';
  const scope = draws.chance(endpointShare) ? 'endpoint' : 'model';
  switch (kind) {
    case 'errors':
      return { from, to, kind, scope, failing: draws.within(failingAt[draws.weighted(severities)] ?? [0, 0]) };
    case 'slow': {
      const slowdown = {
        toFirstWord: draws.within(slowToFirstWord),
        fromWordToWord: draws.within(slowFromWordToWord),
      };
      return { from, to, kind, scope, failing: draws.within(failingWhenSlow), slowdown };
    }
    case 'missing':
      return { from, to, kind, scope: 'model', failing: draws.within(failingByRefusal) };
    default:
      // A key, a limit or a quota is of the account, whatever the model.
      return { from, to, kind, scope: 'endpoint', failing: draws.within(failingByRefusal) };
  }
}

/** Milliseconds. */
export function durationOf(mu: number, sigma: number, draws: Draws): number {
  return Math.min(draws.lognormal(mu, sigma) * minute, maxIncidentMs);
}

export function arrivals({ from, to }: Span, gap: () => number): number[] {
  const times: number[] = [];
  for (let at = from + gap(); at < to; at += gap()) times.push(at);
  return times;
}

function keptAt(at: number): number {
  const date = new Date(at);
  const ofDay = [0, 6].includes(date.getUTCDay()) ? weekendShare : 1;
  return ofDay * (date.getUTCHours() >= 15 ? 1 : quietHourShare);
}
