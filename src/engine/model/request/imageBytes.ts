import { GIF } from 'image-size/types/gif';
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';
import type { ImageMediaType, ImagePart } from './message';

const formats = {
  'image/png': PNG,
  'image/jpeg': JPG,
  'image/gif': GIF,
  'image/webp': WEBP,
} as const satisfies Readonly<Record<ImageMediaType, unknown>>;

/**
 * An image of a file's bytes. The bytes say of what type it is and how large: what a sender says of it may be wrong. Undefined
 * where it is none that a provider takes. `data`: the same bytes in base64.
 */
export function imagePartOf(file: Uint8Array, data: string): ImagePart | undefined {
  // The readers look beyond the end of a part of a buffer, so it is a copy.
  const bytes = new Uint8Array(file);
  for (const [mediaType, format] of Object.entries(formats) as [ImageMediaType, (typeof formats)[ImageMediaType]][]) {
    try {
      if (!format.validate(bytes)) continue;
      const { width, height } = format.calculate(bytes);
      return width > 0 && height > 0 ? { type: 'image', mediaType, data, width, height } : undefined;
    } catch {
      // It begins like an image of this type and is none.
      return undefined;
    }
  }
  return undefined;
}
