import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { imagePartOf as partOf } from '../../../../../src/engine/model/request/imageBytes';

const imagePartOf = (bytes: Uint8Array) => partOf(bytes, Buffer.from(bytes).toString('base64'));

const bytesOf = async (type: 'png' | 'jpeg' | 'gif' | 'webp'): Promise<Uint8Array> =>
  sharp({ create: { width: 31, height: 17, channels: 3, background: '#123456' } })
    .toFormat(type)
    .toBuffer();

describe('imagePartOf', () => {
  for (const type of ['png', 'jpeg', 'gif', 'webp'] as const) {
    it(`reads type and size of ${type} from its bytes`, async () => {
      const bytes = await bytesOf(type);
      const image = imagePartOf(bytes);
      assert.deepEqual(image, {
        type: 'image',
        mediaType: `image/${type}`,
        data: Buffer.from(bytes).toString('base64'),
        width: 31,
        height: 17,
      });
    });

    it(`takes no ${type} that is cut off within its size`, async () => {
      const bytes = await bytesOf(type);
      for (let length = 0; length < 10; length += 1) assert.equal(imagePartOf(bytes.slice(0, length)), undefined);
    });
  }

  it('reads a file of the project', () => {
    const image = imagePartOf(readFileSync(path.join('media', 'icon.png')));
    assert.deepEqual([image?.mediaType, image?.width, image?.height], ['image/png', 256, 256]);
  });

  it('takes nothing else', () => {
    for (const text of ['', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'BM', '%PDF-1.7'])
      assert.equal(imagePartOf(Buffer.from(text)), undefined);
  });
});
