import { type Remote, remotes } from './remote';
import { hour } from '../../simulation/units';
import type { Incident, IncidentKind, World } from './world';

/** What the drawn worlds were like, so that it can be compared with what they were drawn from. */
export interface Weather {
  readonly remotes: Readonly<Record<Remote, RemoteWeather>>;
  /** Shares of the questions, by what was the case when they were asked. */
  readonly incidentAtBoth: number;
  readonly offline: number;
  readonly localOff: number;
}

interface RemoteWeather {
  readonly incidentsPerYear: number;
  readonly byKind: { readonly [K in IncidentKind]?: number };
  readonly hoursPerYear: number;
  /** Share of what would fail of requests at all hours alike. */
  readonly failingAnyTime: number;
  /** Share of the questions during an incident, and of all questions that would have failed by one. */
  readonly duringIncident: number;
  readonly failing: number;
}

export interface Year {
  readonly world: World;
  readonly times: readonly number[];
}

export function weatherOf(years: readonly Year[]): Weather {
  const share = (is: (world: World, at: number) => number | boolean): number => {
    let sum = 0;
    let all = 0;
    for (const { world, times } of years) {
      all += times.length;
      for (const at of times) sum += Number(is(world, at));
    }
    return sum / all;
  };
  const failing = (remote: Remote, world: World, at: number): number => world.incidentAt(remote, at)?.failing ?? 0;
  const during = (remote: Remote, world: World, at: number): boolean => world.incidentAt(remote, at) !== undefined;
  const remoteWeather = (remote: Remote): RemoteWeather => {
    const incidents = years.flatMap(({ world }) =>
      (world.incidents[remote] ?? []).filter(({ from }) => from >= world.span.from),
    );
    const hours = incidents.reduce((sum, { from, to }) => sum + to - from, 0) / hour;
    const samples = years.flatMap(({ world }) => failingAtAllHours(remote, world));
    return {
      incidentsPerYear: incidents.length / years.length,
      byKind: byKind(incidents, years.length),
      hoursPerYear: hours / years.length,
      failingAnyTime: samples.reduce((sum, one) => sum + one, 0) / samples.length,
      duringIncident: share((world, at) => during(remote, world, at)),
      failing: share((world, at) => failing(remote, world, at)),
    };
  };
  return {
    remotes: Object.fromEntries(remotes.map((remote) => [remote, remoteWeather(remote)])) as Weather['remotes'],
    incidentAtBoth: share((world, at) => during('anthropic', world, at) && during('openai', world, at)),
    offline: share((world, at) => world.isOffline(at)),
    localOff: share((world, at) => world.localIsOff(at)),
  };
}

function byKind(incidents: readonly Incident[], years: number): RemoteWeather['byKind'] {
  const counts: { [K in IncidentKind]?: number } = {};
  for (const { kind } of incidents) counts[kind] = (counts[kind] ?? 0) + 1 / years;
  return counts;
}

/** The share that fails, every ten minutes. */
function failingAtAllHours(remote: Remote, world: World): readonly number[] {
  const shares: number[] = [];
  for (let at = world.span.from; at < world.span.to; at += hour / 6)
    shares.push(world.incidentAt(remote, at)?.failing ?? 0);
  return shares;
}
