import type { ImageMediaType, ImagePart } from './message';

/** What decides whether an image can be sent and what it costs. */
export interface ImageFacts {
  readonly mediaType: ImageMediaType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Of the file. */
  readonly bytes: number;
}

/** What a host takes of images; a bound that is absent is not known. */
export interface ImageLimits {
  readonly mediaTypes?: readonly ImageMediaType[];
  /** Characters of one image in base64. */
  readonly maxBase64Chars?: number;
  /** Pixels of the longer side. */
  readonly maxSidePixels?: number;
  /** Images in one request. */
  readonly maxCount?: number;
}

/** How a vendor counts an image in tokens. */
export type ImageTokenRule =
  /** The image is made smaller until it fits, and each square of it counts. */
  | {
      readonly kind: 'patches';
      /** Side of a square. */
      readonly patchPixels: number;
      /** Tokens for a square. */
      readonly perPatch: number;
      readonly maxSidePixels: number;
      readonly maxPatches: number;
    }
  /** Made smaller to 2,048 pixels, then to 768 on the shorter side, and counted in squares of 512. */
  | { readonly kind: 'tiles'; readonly base: number; readonly perTile: number };

/** The most that the vendors count, where nothing is known of the model. */
export const usualImageTokens: ImageTokenRule = {
  kind: 'patches',
  patchPixels: 28,
  perPatch: 1,
  maxSidePixels: 2_576,
  maxPatches: 4_784,
};

/** Tokens, an estimate. */
export function imageTokens(rule: ImageTokenRule, size: Pick<ImageFacts, 'width' | 'height'>): number {
  // A picture has a size; one without would count nothing.
  const width = Math.max(1, size.width);
  const height = Math.max(1, size.height);
  return rule.kind === 'tiles' ? tileTokens(rule, width, height) : patchTokens(rule, width, height);
}

type Rule<Kind> = Extract<ImageTokenRule, { kind: Kind }>;

function patchTokens(rule: Rule<'patches'>, width: number, height: number): number {
  const { patchPixels, perPatch, maxSidePixels, maxPatches } = rule;
  const scale = Math.min(
    1,
    maxSidePixels / Math.max(width, height),
    Math.sqrt((maxPatches * patchPixels ** 2) / (width * height)),
  );
  const patches = Math.ceil((width * scale) / patchPixels) * Math.ceil((height * scale) / patchPixels);
  return Math.ceil(Math.min(patches, maxPatches) * perPatch);
}

function tileTokens({ base, perTile }: Rule<'tiles'>, width: number, height: number): number {
  const toLarge = Math.min(1, 2_048 / Math.max(width, height));
  const scale = toLarge * Math.min(1, 768 / (Math.min(width, height) * toLarge));
  return base + perTile * Math.ceil((width * scale) / 512) * Math.ceil((height * scale) / 512);
}

export function imageFactsOf({ mediaType, width, height, data }: ImagePart): ImageFacts {
  return { mediaType, width, height, bytes: Math.floor((data.length * 3) / 4) };
}

/** Of a file of so many bytes. */
export function base64Chars(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
