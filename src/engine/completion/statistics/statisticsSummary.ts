import { added, type Counts, noCounts } from './statisticsCounts';
import { ofRow, type Rows } from './statisticsLedger';

export interface Summary {
  readonly total: Counts;
  /** By `Route.id`, those with the most requests first. */
  readonly routes: readonly Group[];
  /** By language id, those with the most requests first. */
  readonly languages: readonly Group[];
}

export interface Group {
  readonly name: string;
  readonly counts: Counts;
}

export function summaryOf(rows: Rows): Summary {
  const all = Object.entries(rows).map(([key, counts]) => ({ ...ofRow(key), counts }));
  return {
    total: all.reduce((sum, { counts }) => added(sum, counts), noCounts),
    routes: grouped(all.map(({ routeId, counts }) => ({ name: routeId, counts }))),
    languages: grouped(all.map(({ languageId, counts }) => ({ name: languageId, counts }))),
  };
}

function grouped(parts: readonly Group[]): readonly Group[] {
  const groups = new Map<string, Counts>();
  for (const { name, counts } of parts) groups.set(name, added(groups.get(name) ?? noCounts, counts));
  const weight = ({ requests = 0, offered = 0 }: Counts): number => requests + offered;
  return [...groups]
    .map(([name, counts]) => ({ name, counts }))
    .sort((a, b) => weight(b.counts) - weight(a.counts) || (a.name < b.name ? -1 : 1));
}
