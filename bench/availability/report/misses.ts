import { table } from '../../report/table';
import { type Cause, causes } from '../trial/cause';
import type { Row } from '../trial/result';
import { counted } from '../../report/numbers';

type RowName = (row: Row) => string;
const titleOf: RowName = ({ title }) => title;

export function causesTable(rows: readonly Row[], nameOf: RowName = titleOf): string {
  const all = Object.keys(causes) as readonly Cause[];
  return table(
    ['questions', ...rows.map(nameOf)],
    all.map((cause) => [causes[cause], ...rows.map((row) => counted(row.causes[cause] ?? 0))]),
  );
}

const maxRows = 5;

/** The most frequent, of each row. */
export function allDownTable(rows: readonly Row[], nameOf?: RowName): string {
  const head = [...(nameOf ? ['providers'] : []), 'questions', 'what was wrong'];
  const lines = rows.flatMap((row) => {
    const counts = Object.entries(row.allDown).sort(([, a], [, b]) => b - a);
    return counts.slice(0, maxRows).map(([text, times]) => [...(nameOf ? [nameOf(row)] : []), counted(times), text]);
  });
  return lines.length > 0 ? table(head, lines) : 'That never was.';
}
