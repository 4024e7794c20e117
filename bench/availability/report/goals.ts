import { duration } from '../../report/numbers';
import { table } from '../../report/table';
import { faultCauses } from '../provider/fate';
import { returnGoalMs, type Row } from '../trial/result';
import { mainScenario } from '../trial/scenario';
import { counted, percent } from '../../report/numbers';

/** Share of the questions, by chain. */
const goals: Readonly<Record<string, number>> = { [mainScenario.title]: 0.99999, 'three clouds': 0.9999 };

export function goalsTable(rows: readonly Row[]): string {
  const head = [
    'providers',
    'goal',
    'all questions',
    'the bound for all questions',
    'while online',
    'served where it could be',
    'missed offline',
    'missed as no provider would have served',
    'missed although one would have',
  ];
  return table(
    head,
    rows.map(({ scenario, questions, useful, able, ableUseful, online, onlineUseful, causes }) => {
      const goal = goals[scenario];
      const held = (share: number): string =>
        `${percent(share, 4)}${goal === undefined ? '' : share >= goal ? ' (met)' : ' (missed)'}`;
      return [
        scenario,
        goal === undefined ? '' : percent(goal, 3),
        held(useful / questions),
        percent(able / questions, 4),
        held(onlineUseful / online),
        held(ableUseful / able),
        counted(causes.offline ?? 0),
        counted(causes['all-down'] ?? 0),
        counted(able - ableUseful),
      ];
    }),
  );
}

/** One engine's. */
export function returnGoalTable(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ recoveries }) =>
    Object.entries(recoveries).map(([cause, { count, p50, p95, max, passedOver, within, nextQuestion }]) => [
      cause === 'incidents' ? '**incidents of all kinds**' : faultCauses[cause as keyof typeof faultCauses],
      counted(count),
      percent(within / count, 1),
      ...[p50, p95, max].map(duration),
      counted(passedOver),
      percent(nextQuestion.within / count, 1),
      duration(nextQuestion.p95),
    ]),
  );
  const head = [
    'after',
    'times',
    `within ${returnGoalMs / 1000} s`,
    'median',
    '95th percentile',
    'longest',
    'questions passed over',
    `the user’s next question within ${returnGoalMs / 1000} s`,
    'its 95th percentile',
  ];
  return table(head, lines);
}
