import type { LineChange, LineRange } from './documents';

interface Edited {
  readonly first: number;
  readonly end: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Lines of a region at most. */
const tallest = 40;

/** Lines between two regions that are taken for one. */
const gap = 3;

/** Lines of a change that a person types or pastes; a larger one is a formatter, a checkout, a generator. */
const largestChange = 80;

const documentCapacity = 20;
const regionCapacity = 6;

/** Where the user wrote lately: line numbers that follow the document's changes, and none of its text. */
export class RecentEdits {
  /** Those changed last come last; regions do not overlap. */
  private readonly documents = new Map<string, readonly Edited[]>();

  note(change: LineChange, now: number): void {
    const { document, first, added } = change;
    const moved = movedBy(change, this.documents.get(document) ?? []);
    this.documents.delete(document);
    const regions = added > largestChange || added === 0 ? moved : merged(moved, first, first + added, now);
    if (regions.length > 0) this.documents.set(document, newest(regions));
    const [oldest] = this.documents.keys();
    if (this.documents.size > documentCapacity && oldest !== undefined) this.documents.delete(oldest);
  }

  /** The document was closed. */
  forget(document: string): void {
    this.documents.delete(document);
  }

  /** All regions, those edited last first. */
  regions(): readonly LineRange[] {
    const all = [...this.documents].flatMap(([document, regions]) =>
      regions.map((region) => ({ document, ...region })),
    );
    return all.sort((a, b) => b.at - a.at).map(({ document, first, end }) => ({ document, first, end }));
  }
}

/** The regions where they are after the change, without the lines that it took. */
function movedBy({ first, removed, added }: LineChange, regions: readonly Edited[]): Edited[] {
  const behind = first + removed;
  return regions.flatMap((region) => {
    if (region.end <= first) return [region];
    const moved = (line: number): number => (line >= behind ? line + added - removed : Math.min(line, first + added));
    const now = { ...region, first: moved(region.first), end: moved(region.end) };
    return now.first < now.end ? [now] : [];
  });
}

function merged(regions: readonly Edited[], first: number, end: number, at: number): Edited[] {
  let own = { first, end, at };
  for (const region of regions) {
    if (region.first > own.end + gap || region.end < own.first - gap) continue;
    const both = { first: Math.min(region.first, own.first), end: Math.max(region.end, own.end), at };
    if (both.end - both.first <= tallest) own = both;
  }
  return [...regions.flatMap((region) => outside(region, own)), own];
}

/** What is left of a region above and below another, which may be nothing. */
function outside(region: Edited, { first, end }: Edited): Edited[] {
  const parts = [
    { ...region, end: Math.min(region.end, first) },
    { ...region, first: Math.max(region.first, end) },
  ];
  return parts.filter((part) => part.first < part.end);
}

function newest(regions: readonly Edited[]): readonly Edited[] {
  return [...regions].sort((a, b) => b.at - a.at).slice(0, regionCapacity);
}
