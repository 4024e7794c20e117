import type { Canvas, Picture } from '../../../../../../src/webview/chat/input/image/canvas';
import type { Size } from '../../../../../../src/webview/chat/input/image/imageSize';

/** The first bytes of a file of each type. */
export const beginnings = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpeg: [0xff, 0xd8, 0xff, 0xe0],
  gif: [...Buffer.from('GIF89a')],
  webp: [...Buffer.from('RIFF....WEBP')],
  bmp: [...Buffer.from('BM')],
  avif: [...Buffer.from('....ftypavif')],
  heic: [...Buffer.from('....ftypheic')],
  svg: [...Buffer.from('<svg xmlns=')],
} as const;

/** A file that begins as one of the type, with so many bytes. */
export function imageFile(type: keyof typeof beginnings, bytes = 100): Blob {
  const begin = beginnings[type];
  return new Blob([Uint8Array.from(begin), new Uint8Array(Math.max(0, bytes - begin.length))]);
}

export interface FakeCanvas extends Canvas {
  /** What was encoded: "1568×1000 image/jpeg". */
  readonly encoded: string[];
  /** Pictures that hold memory. */
  open: number;
}

interface FakeOptions {
  readonly size?: Size;
  readonly isTransparent?: boolean;
  readonly isBroken?: boolean;
  /** Bytes of a picture when it is encoded. */
  readonly bytes?: (size: Size, type: string) => number;
}

export function fakeCanvas({
  size = { width: 640, height: 480 },
  isTransparent = false,
  isBroken = false,
  bytes = () => 10,
}: FakeOptions = {}): FakeCanvas {
  const canvas: FakeCanvas = {
    encoded: [],
    open: 0,
    decode: async (): Promise<Picture> => {
      if (isBroken) throw new Error('The source image could not be decoded.');
      canvas.open += 1;
      return { ...size, close: () => (canvas.open -= 1) };
    },
    isTransparent: () => isTransparent,
    encode: async (_, of, type) => {
      canvas.encoded.push(`${of.width}×${of.height} ${type}`);
      return new Blob([new Uint8Array(bytes(of, type))], { type });
    },
  };
  return canvas;
}
