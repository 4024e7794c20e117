import assert from 'node:assert/strict';
import { saysBlind } from '../../../../../../src/engine/providers/errors/refusals/blindModel';

const sent = '{"messages":[{"content":[{"type":"image_url"}]}]}';

describe('saysBlind', () => {
  for (const words of [
    'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
    'Invalid content type. image_url is only supported by certain models.',
    'No endpoints found that support image input',
    'At most 0 image(s) may be provided in one prompt.',
    'meta-llama/Llama-3.1-8B-Instruct is not a multimodal model',
    'Failed to deserialize the JSON body: messages[0]: unknown variant `image_url`, expected `text`',
    'Model does not support images. Please use a model that does.',
    'This model does not support image input.',
    'Image content is not supported for this model',
    'vision is not supported by this model',
    'this model is missing data required for image input',
  ]) {
    it(`is true of: ${words}`, () => {
      assert.equal(saysBlind(words, sent), true);
      assert.equal(saysBlind(words, '{"messages":[{"content":"an image"}]}'), false);
      assert.equal(saysBlind(words, undefined), false);
    });
  }

  for (const words of [
    'The image is too large: 9 MB exceed the limit of 5 MB.',
    'Could not process image',
    'Unsupported parameter: temperature is not supported with this model.',
    'Overloaded',
    'image exceeds 5 MB maximum: 5316852 bytes > 5242880 bytes',
  ]) {
    it(`is false of: ${words}`, () => assert.equal(saysBlind(words, sent), false));
  }

  it('knows an image in each protocol', () => {
    const words = 'This model does not support image input.';
    for (const body of ['{"type":"image","source":{}}', '{"type":"input_image"}', '{"images":["AAAA"]}']) {
      assert.equal(saysBlind(words, body), true, body);
    }
  });
});
