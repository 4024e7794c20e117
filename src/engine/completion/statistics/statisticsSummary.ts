import { added, type Counts, noCounts } from './statisticsCounts';
import type { CountOfDay } from './dailyCounts';

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

export function summaryOf(all: readonly CountOfDay[]): Summary {
  const counts = all.map(({ language, route, name, count }) => ({ language, route, counts: { [name]: count } }));
  return {
    total: counts.reduce((sum, each) => added(sum, each.counts), noCounts),
    routes: grouped(counts.map(({ route, counts: each }) => ({ name: route, counts: each }))),
    languages: grouped(counts.map(({ language, counts: each }) => ({ name: language, counts: each }))),
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
