/** Types that browsers draw, and some that people have but browsers do not. */
export type ImageType =
  'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp' | 'image/avif' | 'image/heic';

/** Bytes at the beginning that tell the type. */
export const imageTypeBytes = 16;

/** The type by the first bytes of a file: names and what a clipboard says are often wrong. Pure. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, imageTypeBytes));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image/webp';
  if (text.startsWith('BM')) return 'image/bmp';
  if (!text.startsWith('ftyp', 4)) return undefined;
  const brand = text.slice(8, 12);
  if (brand.startsWith('avi')) return 'image/avif';
  return /^(?:hei|hev|mif1|msf1)/.test(brand) ? 'image/heic' : undefined;
}
