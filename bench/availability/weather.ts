import { hour } from './units';
import { type Cloud, clouds, type World } from './world';

/** What the drawn worlds were like, so that it can be compared with what they were drawn from. */
export interface Weather {
  readonly clouds: Readonly<Record<Cloud, CloudWeather>>;
  /** Shares of the questions, by what was the case when they were asked. */
  readonly incidentAtBoth: number;
  readonly offline: number;
  readonly localOff: number;
}

interface CloudWeather {
  readonly incidentsPerYear: number;
  readonly hoursPerYear: number;
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
  const failing = (cloud: Cloud, world: World, at: number): number => world.incidentAt(cloud, at)?.failing ?? 0;
  const cloudWeather = (cloud: Cloud): CloudWeather => {
    const incidents = years.flatMap(({ world }) =>
      world.incidents[cloud].filter(({ from }) => from >= world.span.from),
    );
    return {
      incidentsPerYear: incidents.length / years.length,
      hoursPerYear: incidents.reduce((sum, { from, to }) => sum + to - from, 0) / hour / years.length,
      duringIncident: share((world, at) => failing(cloud, world, at) > 0),
      failing: share((world, at) => failing(cloud, world, at)),
    };
  };
  return {
    clouds: { anthropic: cloudWeather('anthropic'), openai: cloudWeather('openai') },
    incidentAtBoth: share((world, at) => clouds.every((cloud) => failing(cloud, world, at) > 0)),
    offline: share((world, at) => world.isOffline(at)),
    localOff: share((world, at) => world.localIsOff(at)),
  };
}
