import type { Draws } from '../../simulation/draws';
import { arrivals, durationOf, incidentAt } from './incidentDraws';
import type { HostOutages, OutageModel, Retirement, SpillOver } from './outageModel';
import { type Host, hosts, type Remote, remotes } from './remote';
import type { Span } from '../../simulation/span';
import { day, hour, minute } from '../../simulation/units';
import type { Incident } from './world';

/** Incidents of another host that begin together with some of these, as many as the lift asks for. */
export function twins(incidents: readonly Incident[], model: OutageModel, host: HostOutages, draws: Draws): Incident[] {
  const duration = Math.exp(host.mu + host.sigma ** 2 / 2) * minute;
  const share = (model.jointLift - 1) * (duration / (duration + host.gapDays * day));
  return incidents.filter(() => draws.chance(share)).map(({ from }) => incidentAt(host, model.kinds, from, draws));
}

/** Of something that several hosts stand on, at each host that it hits. */
export function commonIncidents(
  { commonCause }: OutageModel,
  draws: Draws,
  span: Span,
): Readonly<Record<Host, readonly Incident[]>> {
  const { perYear, kind, medianMinutes, sigma, hits, failing } = commonCause;
  const hit: Record<Host, Incident[]> = { anthropic: [], openai: [], google: [], aws: [] };
  for (const from of arrivals(span, () => draws.exponential((365 * day) / perYear))) {
    const to = from + durationOf(Math.log(medianMinutes), sigma, draws);
    for (const host of hosts) {
      if (!draws.chance(hits[host] ?? 0)) continue;
      hit[host].push({ from, to, kind, scope: 'endpoint', failing: draws.within(failing) });
    }
  }
  return hit;
}

/** What comes to others while one is down. What has come from elsewhere goes no further. */
export function overflows(
  spillOver: SpillOver,
  incidents: Readonly<Record<Remote, readonly Incident[]>>,
  draws: Draws,
): Readonly<Record<Remote, readonly Incident[]>> {
  const spilled = Object.fromEntries(remotes.map((remote) => [remote, [] as Incident[]])) as Record<Remote, Incident[]>;
  for (const { from, to, chance } of spillOver.chances) {
    for (const cause of incidents[from]) {
      if (cause.failing < spillOver.fromFailing || cause.kind === 'retired' || !draws.chance(chance)) continue;
      const begin = cause.from + draws.within(spillOver.delayMinutes) * minute;
      const end = cause.to + draws.within(spillOver.lingersMinutes) * minute;
      if (begin >= cause.to) continue;
      const slowdown = {
        toFirstWord: draws.within(spillOver.slowdown),
        fromWordToWord: draws.within(spillOver.slowdown),
      };
      const failing = draws.within(spillOver.failing);
      spilled[to].push({ from: begin, to: end, kind: 'overflow', scope: 'model', failing, slowdown });
    }
  }
  return spilled;
}

const retiresAt = 17 * hour;

/** From the date on which a model is switched off to when the user has set its successor. */
export function retirements({ perYear, medianMinutes, sigma }: Retirement, draws: Draws, span: Span): Incident[] {
  if (perYear === 0) return [];
  return arrivals(span, () => draws.exponential((365 * day) / perYear)).map((at) => {
    const from = onWorkday(Math.floor(at / day) * day) + retiresAt;
    const to = from + durationOf(Math.log(medianMinutes), sigma, draws);
    return { from, to, kind: 'retired', scope: 'model', failing: 1 };
  });
}

/** The day, a midnight in UTC, or the Monday after it. */
function onWorkday(midnight: number): number {
  const weekday = new Date(midnight).getUTCDay();
  return midnight + ({ 6: 2, 0: 1 }[weekday] ?? 0) * day;
}
