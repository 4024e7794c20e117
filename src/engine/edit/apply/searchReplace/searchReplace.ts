import { isPath, pathInHeading } from '../blocks/pathHint';
import { markerOf, type Marker } from './markers';

/** Lines to find, and what stands in their place then. */
export interface Replacement {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}

/** One section. Where its text has dividers in it, there is a reading for each. */
export interface Section {
  readonly path: string | undefined;
  readonly readings: readonly Replacement[];
  /** Its lines in the block, with the path above. */
  readonly from: number;
  readonly to: number;
}

/** The sections of a block in order; undefined where the text is no search/replace block or breaks its rules. */
export function readSearchReplace(lines: readonly string[]): readonly Section[] | undefined {
  const sections: Section[] = [];
  let path: string | undefined;
  let from = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const marker = markerOf(line);
    if (marker?.kind === 'search') {
      const end = sectionEnd(lines, at, marker);
      const readings = end === undefined ? [] : readingsOf(lines, at, end, marker);
      if (end === undefined || readings.length === 0) return undefined;
      path = labelledPath(marker) ?? path;
      sections.push({ path, readings, from, to: end + 1 });
      at = end;
      from = end + 1;
    } else if (line.trim() !== '' && !/^\s*(?:`{3,}|~{3,})[\w+-]*\s*$/.test(line)) {
      const named = pathInHeading(line);
      if (named === undefined) return undefined;
      path = named;
    }
  }
  return sections.length > 0 ? sections : undefined;
}

function labelledPath({ label }: Marker): string | undefined {
  const path = label.replace(/^\w+[:>]?\s*/, '').trim();
  return isPath(path) ? path : undefined;
}

/** The first end behind a divider. A second beginning before it makes the section unreadable. */
function sectionEnd(lines: readonly string[], start: number, { length }: Marker): number | undefined {
  let isDivided = false;
  for (let at = start + 1; at < lines.length; at += 1) {
    const marker = markerOf(lines[at] ?? '');
    if (marker?.kind === 'divider') isDivided = true;
    if (marker?.kind === 'search' && marker.length === length) return undefined;
    if (marker?.kind === 'replace' && isDivided) return at;
  }
  return undefined;
}

/** Dividers as long as the beginning count before others. */
function readingsOf(lines: readonly string[], start: number, end: number, { length }: Marker): readonly Replacement[] {
  const dividers: { readonly at: number; readonly length: number }[] = [];
  for (let at = start + 1; at < end; at += 1) {
    const marker = markerOf(lines[at] ?? '');
    if (marker?.kind === 'divider') dividers.push({ at, length: marker.length });
  }
  const fitting = dividers.filter((divider) => divider.length === length);
  return (fitting.length > 0 ? fitting : dividers).map(({ at }) => ({
    search: withoutPosition(lines.slice(start + 1, at)),
    replace: lines.slice(at + 1, end),
  }));
}

/** Some models put the number of the line before what is to be found, with a rule below. */
function withoutPosition(lines: readonly string[]): readonly string[] {
  const rule = lines.findIndex((line) => !/^:(?:start|end)_line:\s*\d+\s*$/.test(line));
  return rule > 0 ? lines.slice(/^-{3,}\s*$/.test(lines[rule] ?? '') ? rule + 1 : rule) : lines;
}
