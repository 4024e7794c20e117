import type { Size } from './imageSize';

/** A decoded image. */
export interface Picture extends Size {
  close(): void;
}

/** What the browser does with images. */
export interface Canvas<P extends Picture = Picture> {
  /** Rejects when the bytes are no image that the browser knows. Of an animation it is the first frame. */
  decode(blob: Blob): Promise<P>;
  isTransparent(picture: P): boolean;
  encode(picture: P, size: Size, type: 'image/png' | 'image/jpeg'): Promise<Blob>;
}

/** Visually the same, at a third of the bytes or less. */
const jpegQuality = 0.85;

/** Pixels of the side of the copy in which transparency is looked for. */
const sampleSide = 256;

export const browserCanvas: Canvas<ImageBitmap> = {
  decode: (blob) => createImageBitmap(blob),
  isTransparent: (picture) => {
    const side = { width: Math.min(sampleSide, picture.width), height: Math.min(sampleSide, picture.height) };
    const { data } = drawn(picture, side).getImageData(0, 0, side.width, side.height);
    return data.some((value, index) => index % 4 === 3 && value < 255);
  },
  encode: (picture, size, type) => drawn(picture, size).canvas.convertToBlob({ type, quality: jpegQuality }),
};

function drawn(picture: ImageBitmap, { width, height }: Size): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('This browser gives no canvas.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return context;
}
