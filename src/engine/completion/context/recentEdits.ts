import { BoundedMap } from '../../model/async/boundedMap';
import type { LineChange, LineRange } from './documents';

interface Edited {
  readonly first: number;
  readonly end: number;
  /** Monotonic milliseconds. */
  readonly atMs: number;
}

/** Longer regions are not merged. */
const maxRegionLines = 40;

/** Two regions that are this close become one. */
const mergeGapLines = 3;

/** Lines that a person types or pastes at once. A larger change comes from a formatter, a checkout or a generator. */
const maxChangeLines = 80;

const maxDocuments = 20;
const maxRegions = 6;

/** Where the user wrote lately: line numbers that follow the edits of the document, without its text. */
export class RecentEdits {
  /** The document that changed last comes last. Regions do not overlap. */
  private readonly documents = new BoundedMap<string, readonly Edited[]>(maxDocuments);

  record(change: LineChange, now: number): void {
    const { document, first, added } = change;
    const moved = movedBy(change, this.documents.get(document) ?? []);
    this.documents.delete(document);
    const regions = added > maxChangeLines || added === 0 ? moved : merged(moved, first, first + added, now);
    if (regions.length > 0) this.documents.set(document, newest(regions));
  }

  /** The document was closed. */
  forget(document: string): void {
    this.documents.delete(document);
  }

  /** All regions, the last edited first. */
  regions(): readonly LineRange[] {
    const all = [...this.documents].flatMap(([document, regions]) =>
      regions.map((region) => ({ document, ...region })),
    );
    return all.sort((a, b) => b.atMs - a.atMs).map(({ document, first, end }) => ({ document, first, end }));
  }
}

/** The regions after the change, without the lines that it replaced. */
function movedBy({ first, removed, added }: LineChange, regions: readonly Edited[]): Edited[] {
  const behind = first + removed;
  return regions.flatMap((region) => {
    if (region.end <= first) return [region];
    const moved = (line: number): number => (line >= behind ? line + added - removed : Math.min(line, first + added));
    const now = { ...region, first: moved(region.first), end: moved(region.end) };
    return now.first < now.end ? [now] : [];
  });
}

function merged(regions: readonly Edited[], first: number, end: number, atMs: number): Edited[] {
  let own = { first, end, atMs };
  for (const region of regions) {
    if (region.first > own.end + mergeGapLines || region.end < own.first - mergeGapLines) continue;
    const both = { first: Math.min(region.first, own.first), end: Math.max(region.end, own.end), atMs };
    if (both.end - both.first <= maxRegionLines) own = both;
  }
  return [...regions.flatMap((region) => outside(region, own)), own];
}

/** The parts of a region above and below another one, perhaps none. */
function outside(region: Edited, { first, end }: Edited): Edited[] {
  const parts = [
    { ...region, end: Math.min(region.end, first) },
    { ...region, first: Math.max(region.first, end) },
  ];
  return parts.filter((part) => part.first < part.end);
}

function newest(regions: readonly Edited[]): readonly Edited[] {
  return [...regions].sort((a, b) => b.atMs - a.atMs).slice(0, maxRegions);
}
