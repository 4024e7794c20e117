import { Draws } from './draws';
import { inHours, type Span } from './span';
import { day, hour, minute } from './units';

export const clouds = ['anthropic', 'openai'] as const;
export type Cloud = (typeof clouds)[number];

/** Something that is wrong with a vendor. */
export interface Incident extends Span {
  /** Share of requests that fail while it lasts. */
  readonly failing: number;
  readonly scope: 'endpoint' | 'model';
}

/** What goes wrong in a span of time, fixed by its seed. Times in milliseconds since the epoch. */
export class World {
  private readonly incidentsByHour: Readonly<Record<Cloud, (at: number) => readonly Incident[]>>;
  private readonly offlineByHour: (at: number) => readonly Span[];

  constructor(
    readonly seed: number,
    readonly span: Span,
    readonly incidents: Readonly<Record<Cloud, readonly Incident[]>>,
    readonly offline: readonly Span[],
    /** Days since the epoch on which the local server was not started. */
    private readonly localOff: ReadonlySet<number>,
  ) {
    this.incidentsByHour = { anthropic: inHours(incidents.anthropic), openai: inHours(incidents.openai) };
    this.offlineByHour = inHours(offline);
  }

  /** The worst incident that is open at the vendor. */
  incidentAt(cloud: Cloud, at: number): Incident | undefined {
    let worst: Incident | undefined;
    for (const incident of this.incidentsByHour[cloud](at)) {
      if (at >= incident.from && at < incident.to && incident.failing > (worst?.failing ?? 0)) worst = incident;
    }
    return worst;
  }

  isOffline(at: number): boolean {
    return this.offlineByHour(at).some(({ from, to }) => at >= from && at < to);
  }

  localIsOff(at: number): boolean {
    return this.localOff.has(Math.floor(at / day));
  }
}

/** Of the incidents of each API, from arXiv 2501.12469: mean gap in days, durations log-normal in minutes, severities. */
const fits = {
  openai: { gapDays: 3.6, mu: 4.32, sigma: 1.17, severities: [52, 141, 125, 46] },
  anthropic: { gapDays: 5.1, mu: 3.92, sigma: 1.39, severities: [44, 48, 43, 5] },
} as const;
const gapShape = 0.55;
/** Γ(1 + 1/0.55), the mean of a Weibull distribution of that shape and scale 1. */
const meanGapOfScaleOne = 1.702429;

/** Share of requests that fail at severity none, minor, major and critical. */
const failingAt = [
  [0.02, 0.02],
  [0.05, 0.25],
  [0.25, 0.7],
  [0.85, 1],
] as const;

/** Drawn starts that are kept: on a weekend day a sixth as many as on a weekday, outside 15 to 24 UTC 0.31 as many as inside. */
const weekendShare = 1 / 6;
const quietHourShare = 0.34 / 15 / (0.66 / 9);
const keptOnAverage = ((5 + 2 * weekendShare) / 7) * ((9 + 15 * quietHourShare) / 24);

const longest = 48 * hour;
const endpointShare = 0.4;
/** How much more often both vendors are down at once than chance alone would have it. */
const jointLift = 1.4;
const commonCausesEach = (365 * day) / 2.5;
const commonCauseHits = 0.7;
const offlineEach = 7 * day;
export const localOffShare = 0.1;
/** Drawn before the span and thrown away, so that its beginning is no better than its middle. */
const burnIn = 60 * day;

export function drawWorld(seed: number, span: Span, localOff: number): World {
  const drawn = { from: span.from - burnIn, to: span.to };
  const openai = incidentsOf('openai', new Draws(seed, 1), drawn);
  const anthropic = incidentsOf('anthropic', new Draws(seed, 2), drawn);
  const incidents = { openai, anthropic: [...anthropic, ...twins(openai, new Draws(seed, 3))] };
  const common = new Draws(seed, 4);
  for (const at of arrivals(drawn, () => common.exponential(commonCausesEach))) {
    const to = at + Math.min(common.lognormal(Math.log(180), 1) * minute, longest);
    for (const cloud of clouds) {
      if (!common.chance(commonCauseHits)) continue;
      incidents[cloud].push({ from: at, to, failing: common.between(0.85, 1), scope: 'endpoint' });
    }
  }
  const offlineDraws = new Draws(seed, 5);
  const offline = arrivals(drawn, () => offlineDraws.exponential(offlineEach)).map((from) => ({
    from,
    to: from + offlineDraws.lognormal(Math.log(3), 1) * minute,
  }));
  const localDraws = new Draws(seed, 6);
  const daysOff = new Set<number>();
  for (let at = Math.floor(span.from / day); at <= span.to / day; at += 1) {
    if (localDraws.chance(localOff)) daysOff.add(at);
  }
  return new World(seed, span, incidents, offline, daysOff);
}

function incidentsOf(cloud: Cloud, draws: Draws, { from, to }: Span): Incident[] {
  const scale = (fits[cloud].gapDays * day * keptOnAverage) / meanGapOfScaleOne;
  const incidents: Incident[] = [];
  for (let at = from; ;) {
    at += draws.weibull(gapShape, scale);
    if (at >= to) return incidents;
    if (!draws.chance(keptAt(at))) continue;
    const incident = incidentAt(cloud, at, draws);
    incidents.push(incident);
    at = incident.to;
  }
}

function incidentAt(cloud: Cloud, from: number, draws: Draws): Incident {
  const { mu, sigma, severities } = fits[cloud];
  const [low, high] = failingAt[draws.weighted(severities)] ?? failingAt[0];
  return {
    from,
    to: from + Math.min(draws.lognormal(mu, sigma) * minute, longest),
    failing: draws.between(low, high),
    scope: draws.chance(endpointShare) ? 'endpoint' : 'model',
  };
}

/** Incidents of the other vendor that begin together with some of these, as many as the lift asks for. */
function twins(incidents: readonly Incident[], draws: Draws): Incident[] {
  const { gapDays, mu, sigma } = fits.anthropic;
  const duration = Math.exp(mu + sigma ** 2 / 2) * minute;
  const share = (jointLift - 1) * (duration / (duration + gapDays * day));
  return incidents.filter(() => draws.chance(share)).map(({ from }) => incidentAt('anthropic', from, draws));
}

function keptAt(at: number): number {
  const date = new Date(at);
  const ofDay = [0, 6].includes(date.getUTCDay()) ? weekendShare : 1;
  return ofDay * (date.getUTCHours() >= 15 ? 1 : quietHourShare);
}

function arrivals({ from, to }: Span, gap: () => number): number[] {
  const times: number[] = [];
  for (let at = from + gap(); at < to; at += gap()) times.push(at);
  return times;
}
