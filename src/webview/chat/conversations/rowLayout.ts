import type { Heading } from './groups';

/** Pixels of a row and of a heading. */
export interface RowSizes {
  readonly rowPx: number;
  readonly headingPx: number;
}

/** Pixels from the top of the list to a row, its heading not included. */
export function topOf(place: number, headings: readonly Heading[], { rowPx, headingPx }: RowSizes): number {
  return place * rowPx + headings.filter((heading) => heading.place <= place).length * headingPx;
}

/** The row at so many pixels from the top. */
export function placeAt(px: number, headings: readonly Heading[], sizes: RowSizes): number {
  let place = Math.max(0, Math.floor(px / sizes.rowPx));
  while (place > 0 && topOf(place, headings, sizes) > px) place -= 1;
  return place;
}
