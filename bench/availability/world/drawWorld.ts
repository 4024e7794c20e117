import { Draws } from '../../simulation/draws';
import { arrivals, incidentsOf } from './incidentDraws';
import type { OutageModel } from './outageModel';
import { hosts, type Host, type Remote, remoteFacts, remotes } from './remote';
import { commonIncidents, overflows, retirements, twins } from './sharedIncidents';
import type { Span } from '../../simulation/span';
import { day, minute } from '../../simulation/units';
import { type Incident, World } from './world';

const offlineIntervalMs = 7 * day;
export const localOffShare = 0.1;
/** Drawn before the span and thrown away, so that its beginning is no better than its middle. */
const burnInMs = 60 * day;

/** Streams of random numbers of a world. */
const keys = {
  hosts: { openai: 1, anthropic: 2, google: 31, aws: 32 },
  twins: 3,
  common: 4,
  offline: 5,
  local: 6,
  kinship: 33,
  overflow: 34,
  retirement: { anthropic: 41, 'anthropic-second': 42, 'anthropic-at-aws': 43, openai: 44, google: 45 },
} as const;

export function drawWorld(model: OutageModel, seed: number, span: Span, localOff: number): World {
  const drawn = { from: span.from - burnInMs, to: span.to };
  const atRemotes = ofRemotes(model, seed, drawn, ofHosts(model, seed, drawn));
  const spilled = overflows(model.spillOver, atRemotes, new Draws(seed, keys.overflow));
  const incidents = forRemotes((remote) => [...atRemotes[remote], ...spilled[remote]]);
  return new World(seed, span, incidents, offlineTimes(seed, drawn), daysWithoutLocal(seed, span, localOff));
}

function ofHosts(model: OutageModel, seed: number, drawn: Span): Readonly<Record<Host, readonly Incident[]>> {
  const own = (host: Host): readonly Incident[] =>
    incidentsOf(model.hosts[host], model.kinds, new Draws(seed, keys.hosts[host]), drawn);
  const alone = Object.fromEntries(hosts.map((host) => [host, own(host)])) as Record<Host, readonly Incident[]>;
  const common = commonIncidents(model, new Draws(seed, keys.common), drawn);
  const joint = twins(alone.openai, model, model.hosts.anthropic, new Draws(seed, keys.twins));
  const all = (host: Host): readonly Incident[] => [
    ...alone[host],
    ...(host === 'anthropic' ? joint : []),
    ...common[host],
  ];
  return Object.fromEntries(hosts.map((host) => [host, all(host)])) as Record<Host, readonly Incident[]>;
}

function ofRemotes(
  model: OutageModel,
  seed: number,
  drawn: Span,
  byHost: Readonly<Record<Host, readonly Incident[]>>,
): Readonly<Record<Remote, readonly Incident[]>> {
  const draws = new Draws(seed, keys.kinship);
  const share = (incidents: readonly Incident[], chance: number): readonly Incident[] =>
    incidents.filter(({ scope }) => scope === 'model' && draws.chance(chance));
  const { otherModel, otherHost } = model.kinship;
  const ofModel = incidentsOf(model.hosts.anthropic, model.kinds, draws, drawn);
  const atRemote = (remote: Remote): readonly Incident[] => {
    switch (remote) {
      case 'anthropic-second':
        return [
          ...byHost.anthropic.filter(({ scope }) => scope === 'endpoint'),
          ...share(byHost.anthropic, otherModel),
          ...share(ofModel, otherModel),
        ];
      case 'anthropic-at-aws':
        return [...byHost.aws, ...share(byHost.anthropic, otherHost)];
      default:
        return byHost[remoteFacts[remote].host];
    }
  };
  return forRemotes((remote) => [
    ...atRemote(remote),
    ...retirements(model.retirement, new Draws(seed, keys.retirement[remote]), drawn),
  ]);
}

function forRemotes(incidentsAt: (remote: Remote) => readonly Incident[]): Record<Remote, readonly Incident[]> {
  return Object.fromEntries(remotes.map((remote) => [remote, incidentsAt(remote)])) as Record<
    Remote,
    readonly Incident[]
  >;
}

function offlineTimes(seed: number, drawn: Span): readonly Span[] {
  const draws = new Draws(seed, keys.offline);
  return arrivals(drawn, () => draws.exponential(offlineIntervalMs)).map((from) => ({
    from,
    to: from + draws.lognormal(Math.log(3), 1) * minute,
  }));
}

/** Days since the epoch on which the local server is not started. */
function daysWithoutLocal(seed: number, span: Span, share: number): ReadonlySet<number> {
  const draws = new Draws(seed, keys.local);
  const days = new Set<number>();
  for (let at = Math.floor(span.from / day); at <= span.to / day; at += 1) {
    if (draws.chance(share)) days.add(at);
  }
  return days;
}
