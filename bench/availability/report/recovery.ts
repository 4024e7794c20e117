import { duration } from '../../report/numbers';
import { table } from '../../report/table';
import { type FaultCause, faultCauses } from '../provider/fate';
import type { RecoveryTimes, Row } from '../trial/result';
import { counted, percent } from '../../report/numbers';

export function returnTable(rows: readonly Row[]): string {
  const head = [
    'strategy',
    'answered by the first provider, of the questions asked while it was well',
    'of those whose first request to it had a hiccup',
    'questions that passed over a healthy first provider',
    'minutes a year',
    'providers taken out, a year',
    'of them while they were well',
  ];
  return table(
    head,
    rows.map((row) => [
      row.title,
      ...firstShares(row),
      `${percent(row.passedOver / row.questions)} (${counted(row.passedOver)})`,
      String(Math.round(row.returns.minutesPerYear)),
      String(Math.round(row.takenOut / row.years)),
      String(Math.round(row.takenOutWell / row.years)),
    ]),
  );
}

/** By the first provider, of what it could have answered. */
export function firstShares({ firstWell, firstWellByFirst, hiccups, hiccupsByFirst }: Row): readonly string[] {
  return [
    percent(firstWellByFirst / firstWell, 3),
    hiccups > 0 ? `${percent(hiccupsByFirst / hiccups, 1)} of ${counted(hiccups)}` : '–',
  ];
}

/** By what the first provider had failed of. */
export function recoveriesTable(rows: readonly Row[]): string {
  const names: readonly (readonly [FaultCause | 'incidents', string])[] = [
    ['incidents', '**incidents of all kinds**'],
    ...(Object.entries(faultCauses) as [FaultCause, string][]),
  ];
  const present = names.filter(([cause]) => rows.some((row) => row.recoveries[cause]));
  return table(
    ['after', ...rows.map(({ title }) => title)],
    present.map(([cause, name]) => [name, ...rows.map((row) => timesCell(row.recoveries[cause]))]),
  );
}

function timesCell(times: RecoveryTimes | undefined): string {
  if (!times) return '–';
  return `${duration(times.p50)} / ${duration(times.p95)} (${counted(times.count)})`;
}
