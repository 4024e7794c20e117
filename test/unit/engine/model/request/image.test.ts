import assert from 'node:assert/strict';
import {
  base64Chars,
  imageFactsOf,
  imageTokens,
  usualImageTokens,
} from '../../../../../src/engine/model/request/image';
import { textMessage } from '../../../../../src/engine/model/request/message';
import { estimateMessageTokens, estimateRequestTokens } from '../../../../../src/engine/model/request/tokenEstimate';
import { modelRow } from '../../../../../src/engine/providers/catalogue/models';

/**
 * What the APIs counted, without the prompt that went with it (77 tokens for Claude 5.5, 65 for 4.5): the data set
 * JOHNISKING/image-token-cost. OpenAI's tiles and small models: the examples of its guide to images.
 */
const counted: readonly (readonly [model: string, width: number, height: number, tokens: number])[] = [
  ['claude-sonnet-5-5', 256, 256, 100],
  ['claude-sonnet-5-5', 1024, 1024, 1369],
  ['claude-opus-4-8', 1280, 720, 1196],
  ['claude-opus-5-5', 1920, 1080, 2691],
  ['claude-haiku-4-5', 512, 512, 361],
  ['claude-sonnet-4-5', 768, 768, 784],
  ['gpt-6.2-sol', 256, 256, 77],
  ['gpt-6-astra', 1024, 1024, 1229],
  ['gpt-6.1-sol', 1920, 1080, 2448],
  ['gpt-6-astra', 4032, 3024, 14364],
  ['gpt-5.5', 2560, 1440, 4320],
  ['gpt-4o', 1024, 1024, 765],
  ['gpt-4o', 2048, 4096, 1105],
  ['gpt-4.1-mini', 1024, 1024, 1659],
  ['gpt-4o-mini', 1024, 1024, 25501],
  ['gpt-5', 1024, 1024, 630],
];

describe('imageTokens', () => {
  for (const [model, width, height, tokens] of counted) {
    it(`counts ${width} × ${height} pixels for ${model} as the vendor does`, () => {
      const rule = modelRow(model)?.imageTokens?.value;
      assert.ok(rule);
      assert.equal(imageTokens(rule, { width, height }), tokens);
    });
  }

  it('stays within what the vendor counts at most', () => {
    for (const [model, most] of [
      ['claude-sonnet-5-5', 4_784],
      ['claude-haiku-4-5', 1_568],
      ['gpt-5.5', 12_000],
      ['gpt-5-mini', 2_489],
    ] as const) {
      const rule = modelRow(model)!.imageTokens!.value;
      for (const [width, height] of [
        [4_032, 3_024],
        [20_000, 20_000],
        [30_000, 40],
      ] as const) {
        assert.ok(imageTokens(rule, { width, height }) <= most, `${model} ${width}`);
      }
    }
  });

  it('knows nothing of other models, and takes the most then', () => {
    assert.equal(modelRow('llava')?.imageTokens?.value, undefined);
    assert.equal(imageTokens(usualImageTokens, { width: 4_000, height: 3_000 }), 4_784);
    assert.equal(imageTokens(usualImageTokens, { width: 0, height: 0 }), 1);
  });
});

describe('an image in an estimate', () => {
  const data = 'A'.repeat(4_000);
  const image = { type: 'image', mediaType: 'image/png', data, width: 280, height: 280 } as const;
  const message = { role: 'user', parts: [image] } as const;

  it('counts by its size and not by its bytes', () => {
    assert.equal(estimateMessageTokens(message), 104);
    const request = { messages: [message, textMessage('user', '1234567')] };
    assert.equal(estimateRequestTokens(request), 104 + 6);
    assert.equal(estimateRequestTokens(request, { kind: 'tiles', base: 85, perTile: 170 }), 4 + 255 + 6);
  });

  it('has as many bytes as its base64 says', () => {
    assert.deepEqual(imageFactsOf(image), { mediaType: 'image/png', width: 280, height: 280, bytes: 3_000 });
    assert.equal(base64Chars(3_000), 4_000);
  });
});
