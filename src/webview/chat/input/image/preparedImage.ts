import * as l10n from '@vscode/l10n';
import type { Canvas, Picture } from './canvas';
import { type Size, sizeWithin } from './imageSize';
import { imageType, imageTypeBytes } from './imageType';

/** An image as it is sent. */
export interface PreparedImage extends Size {
  readonly mediaType: string;
  readonly blob: Blob;
  readonly thumbnail: Blob;
}

/** An image, or in one sentence why it cannot be sent. */
export type Preparation = PreparedImage | { readonly problem: string };

/** Pixels: more is scaled down by the models themselves, after it was paid for. */
const longestSide = 1_568;
const thumbnailSide = 96;

/** Of the file as it comes. Drawing more could take all memory of the page. */
const maxFileBytes = 50_000_000;
/** Of the file as it is sent: in base64 it stays under 5 MB, the least that vendors take. */
const maxSentBytes = 3_700_000;
/** A GIF up to this size keeps its frames. */
const maxAnimationBytes = 1_000_000;

/** By how much a side is made shorter when the image has still too many bytes. */
const shorter = 0.75;

/** Makes an image ready to be sent: small enough, in a type that all vendors take, without what the camera wrote into it. */
export async function prepareImage<P extends Picture>(
  name: string,
  file: Blob,
  canvas: Canvas<P>,
): Promise<Preparation> {
  if (file.size > maxFileBytes) {
    return { problem: l10n.t('{0} is too large: images of up to {1} MB can be read.', name, maxFileBytes / 1_000_000) };
  }
  const type = imageType(new Uint8Array(await file.slice(0, imageTypeBytes).arrayBuffer()));
  if (type === 'image/heic') {
    return { problem: l10n.t('{0} is an HEIC image, which cannot be read here. Save it as JPEG or PNG first.', name) };
  }
  if (!type) return { problem: l10n.t('{0} is no image that can be sent. PNG, JPEG, WebP and GIF can.', name) };
  let picture: P;
  try {
    picture = await canvas.decode(new Blob([file], { type }));
  } catch {
    return { problem: l10n.t('{0} cannot be read: the image is broken or too large.', name) };
  }
  try {
    return await prepared(file, type, picture, canvas);
  } catch {
    return { problem: l10n.t('{0} could not be made smaller.', name) };
  } finally {
    picture.close();
  }
}

async function prepared<P extends Picture>(
  file: Blob,
  type: string,
  picture: P,
  canvas: Canvas<P>,
): Promise<PreparedImage> {
  const isTransparent = type !== 'image/jpeg' && canvas.isTransparent(picture);
  const small = isTransparent ? 'image/png' : 'image/jpeg';
  const thumbnail = await canvas.encode(picture, sizeWithin(picture, thumbnailSide), small);
  const size = sizeWithin(picture, longestSide);
  if (type === 'image/gif' && file.size <= maxAnimationBytes && size.width === picture.width) {
    return { ...size, blob: file, mediaType: type, thumbnail };
  }
  return { ...(await encoded(picture, size, isTransparent, type, canvas)), thumbnail };
}

async function encoded<P extends Picture>(
  picture: P,
  size: Size,
  isTransparent: boolean,
  type: string,
  canvas: Canvas<P>,
): Promise<Omit<PreparedImage, 'thumbnail'>> {
  let best = await canvas.encode(picture, size, isTransparent ? 'image/png' : 'image/jpeg');
  if (!isTransparent && type === 'image/png') {
    // Text on a screen is often smaller as PNG, and sharper.
    const png = await canvas.encode(picture, size, 'image/png');
    if (png.size <= best.size) best = png;
  }
  if (best.size > maxSentBytes) {
    const less = sizeWithin(size, Math.max(size.width, size.height) * shorter);
    return encoded(picture, less, isTransparent, type, canvas);
  }
  return { ...size, blob: best, mediaType: best.type };
}
