import { table } from '../../report/table';
import { remotes, titleOf } from '../world/remote';
import type { Weather } from '../world/weather';
import { type IncidentKind, incidentKinds } from '../world/world';
import { percent } from '../../report/numbers';

export function weatherText(weather: Weather): string {
  return [
    table(
      [
        'provider',
        'incidents a year',
        'hours a year',
        'fails at all hours alike',
        'questions during one',
        'questions that fail by one',
      ],
      remotes.map((remote) => {
        const { incidentsPerYear, hoursPerYear, failingAnyTime, duringIncident, failing } = weather.remotes[remote];
        return [
          titleOf(remote),
          incidentsPerYear.toFixed(0),
          hoursPerYear.toFixed(0),
          ...[failingAnyTime, duringIncident, failing].map((share) => percent(share)),
        ];
      }),
    ),
    kindsTable(weather),
    `Of the questions, ${percent(weather.incidentAtBoth)} were asked while an incident was open at both Anthropic and ` +
      `OpenAI, ${percent(weather.offline, 3)} offline, and ${percent(weather.localOff, 1)} on a day without a local server.`,
  ].join('\n\n');
}

function kindsTable({ remotes: of }: Weather): string {
  const kinds = Object.keys(incidentKinds) as readonly IncidentKind[];
  return table(
    ['incidents a year', ...remotes.map(titleOf)],
    kinds.map((kind) => [incidentKinds[kind], ...remotes.map((remote) => (of[remote].byKind[kind] ?? 0).toFixed(1))]),
  );
}
