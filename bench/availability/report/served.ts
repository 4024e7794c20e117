import { table } from '../../report/table';
import type { Row } from '../trial/result';
import { counted, percent } from '../../report/numbers';

export function availabilityTable(rows: readonly Row[]): string {
  const head = [
    'strategy',
    'useful answers',
    '95 % interval',
    'worst year',
    'while online',
    'served where it could be',
    'said to be whole and was not',
    'words lost',
    'words repeated',
  ];
  return table(
    head,
    rows.map((row) => [row.title, ...sharesOf(row), counted(row.wrong), counted(row.lost), counted(row.repeated)]),
  );
}

export function sharesOf({
  useful,
  questions,
  online,
  onlineUseful,
  interval,
  worstYear,
  able,
  ableUseful,
}: Row): readonly string[] {
  return [
    `**${percent(useful / questions, 4)}** (${counted(useful)} of ${counted(questions)})`,
    `${percent(interval[0], 4)} to ${percent(interval[1], 4)}`,
    percent(worstYear, 3),
    percent(onlineUseful / online, 4),
    able === ableUseful ? 'all' : `${percent(ableUseful / able, 4)} (all but ${counted(able - ableUseful)})`,
  ];
}
