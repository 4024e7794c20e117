/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size with its longest side at most so long, with the same shape, and never larger than it is. Pure. */
export function sizeWithin({ width, height }: Size, longestSide: number): Size {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}
