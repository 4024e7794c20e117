import { table } from '../../failover/report/table';
import { clouds } from '../world';
import type { Weather } from '../weather';
import { percent } from './numbers';

export function weatherText(weather: Weather): string {
  const rows = clouds.map((cloud) => {
    const { incidentsPerYear, hoursPerYear, duringIncident, failing } = weather.clouds[cloud];
    return [cloud, incidentsPerYear.toFixed(0), hoursPerYear.toFixed(0), percent(duringIncident), percent(failing)];
  });
  const head = ['cloud', 'incidents a year', 'hours a year', 'questions during one', 'questions that fail by one'];
  return [
    table(head, rows),
    `Of the questions, ${percent(weather.incidentAtBoth)} were asked while an incident was open at both clouds, ` +
      `${percent(weather.offline, 3)} offline, and ${percent(weather.localOff, 1)} on a day without a local server.`,
  ].join('\n\n');
}
