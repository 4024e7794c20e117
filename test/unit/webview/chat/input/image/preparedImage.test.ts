import assert from 'node:assert/strict';
import { type Preparation, prepareImage } from '../../../../../../src/webview/chat/input/image/preparedImage';
import { type FakeCanvas, fakeCanvas, imageFile } from './fakeCanvas';

async function prepare(file: Blob, canvas: FakeCanvas = fakeCanvas()): Promise<Preparation> {
  const prepared = await prepareImage('photo', file, canvas);
  assert.equal(canvas.open, 0, 'no picture holds memory');
  return prepared;
}

async function told(file: Blob, canvas?: FakeCanvas): Promise<string> {
  const prepared = await prepare(file, canvas);
  if ('problem' in prepared) return prepared.problem;
  const { width, height, mediaType, blob, thumbnail } = prepared;
  return `${width}×${height} ${mediaType}, ${blob.size} bytes, with a small ${thumbnail.type}`;
}

describe('prepareImage', () => {
  it('makes the longest side 1568 pixels at most, and none longer than it is', async () => {
    const cases = [
      [4_000, 3_000, '1568×1176'],
      [300, 6_272, '75×1568'],
      [1_568, 100, '1568×100'],
      [20, 10, '20×10'],
      [10_000, 1, '1568×1'],
    ] as const;
    for (const [width, height, expected] of cases) {
      const of = await told(imageFile('jpeg'), fakeCanvas({ size: { width, height } }));
      assert.equal(of, `${expected} image/jpeg, 10 bytes, with a small image/jpeg`);
    }
  });

  it('makes a small picture of at most 96 pixels for the page', async () => {
    const canvas = fakeCanvas({ size: { width: 3_000, height: 1_500 } });
    await prepare(imageFile('jpeg'), canvas);
    assert.deepEqual(canvas.encoded, ['96×48 image/jpeg', '1568×784 image/jpeg']);
  });

  it('keeps what is transparent as PNG, and makes JPEG of the rest', async () => {
    for (const type of ['png', 'webp', 'bmp', 'avif'] as const) {
      const clear = await told(imageFile(type), fakeCanvas({ isTransparent: true }));
      assert.equal(clear, '640×480 image/png, 10 bytes, with a small image/png');
      const bytes = (_: unknown, as: string): number => (as === 'image/png' ? 90 : 30);
      const opaque = await told(imageFile(type), fakeCanvas({ bytes }));
      assert.equal(opaque, '640×480 image/jpeg, 30 bytes, with a small image/jpeg');
    }
  });

  it('keeps a PNG of which PNG is smaller, as text on a screen is', async () => {
    const bytes = (_: unknown, as: string): number => (as === 'image/png' ? 30 : 90);
    assert.match(await told(imageFile('png'), fakeCanvas({ bytes })), /image\/png, 30 bytes/);
    assert.match(await told(imageFile('webp'), fakeCanvas({ bytes })), /image\/jpeg, 90 bytes/);
  });

  it('keeps a small GIF with its frames, and takes the first frame of a large one', async () => {
    assert.match(await told(imageFile('gif', 1_000_000)), /^640×480 image\/gif, 1000000 bytes/);
    assert.match(await told(imageFile('gif', 1_000_001)), /^640×480 image\/jpeg, 10 bytes/);
    const wide = fakeCanvas({ size: { width: 3_136, height: 2 } });
    assert.match(await told(imageFile('gif', 100), wide), /^1568×1 image\/jpeg/);
  });

  it('makes an image smaller until vendors take its bytes', async () => {
    const bytes = ({ width, height }: { width: number; height: number }): number => width * height * 3;
    const canvas = fakeCanvas({ size: { width: 1_568, height: 1_568 }, isTransparent: true, bytes });
    assert.match(await told(imageFile('png'), canvas), /^882×882 image\/png, 2333772 bytes/);
  });

  it('says why an image cannot be sent', async () => {
    const cases: readonly (readonly [file: Blob, canvas: FakeCanvas, problem: RegExp])[] = [
      [imageFile('heic'), fakeCanvas(), /^photo is an HEIC image, .* Save it as JPEG or PNG/],
      [imageFile('svg'), fakeCanvas(), /^photo is no image that can be sent/],
      [new Blob([]), fakeCanvas(), /^photo is no image that can be sent/],
      [imageFile('png'), fakeCanvas({ isBroken: true }), /^photo cannot be read/],
      [imageFile('png', 50_000_001), fakeCanvas(), /^photo is too large: images of up to 50 MB/],
    ];
    for (const [file, canvas, problem] of cases) {
      assert.match(await told(file, canvas), problem);
      assert.deepEqual(canvas.encoded, []);
    }
    const refusing = fakeCanvas();
    refusing.encode = () => Promise.reject(new Error('no memory'));
    assert.equal(await told(imageFile('png'), refusing), 'photo could not be made smaller.');
  });
});
