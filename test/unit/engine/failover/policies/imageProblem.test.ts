import assert from 'node:assert/strict';
import { fitImages } from '../../../../../src/engine/failover/policies/fitImages';
import { imageProblem } from '../../../../../src/engine/failover/policies/imageProblem';
import type { ImageFacts } from '../../../../../src/engine/model/request/image';
import { type ImagePart, type Message, textMessage, textOf } from '../../../../../src/engine/model/request/message';
import { route } from '../fixtures';

const small: ImageFacts = { mediaType: 'image/png', width: 100, height: 100, bytes: 1_000 };
const limited = route('a', {
  server: {
    images: { mediaTypes: ['image/png', 'image/jpeg'], maxBase64Chars: 4_000, maxSidePixels: 200, maxCount: 2 },
  },
});

describe('imageProblem', () => {
  for (const [what, changes] of [
    ['as large as the host takes', { bytes: 3_000, width: 200 }],
    ['of a type that the host takes', { mediaType: 'image/jpeg' }],
  ] as const) {
    it(`has nothing against one ${what}`, () => {
      assert.equal(imageProblem(limited, true, [{ ...small, ...changes }]), undefined);
    });
  }

  for (const [changes, problem] of [
    [{ mediaType: 'image/gif' }, 'A takes no GIF images, only PNG, JPEG.'],
    [{ bytes: 3_001 }, 'A takes images of 0 MB at most.'],
    [{ height: 201 }, 'A takes images of 200 pixels on a side at most.'],
  ] as const) {
    it(`says: ${problem}`, () => {
      assert.equal(imageProblem(limited, undefined, [small, { ...small, ...changes }]), problem);
    });
  }

  it('says how many at a time, and names the model that sees none', () => {
    assert.equal(imageProblem(limited, true, [small, small, small]), 'A takes 2 images at a time at most.');
    assert.equal(imageProblem(route('a'), false, [small]), 'a-large cannot see images.');
  });

  it('has nothing against what it knows nothing of, and against no images', () => {
    assert.equal(imageProblem(route('a'), undefined, [{ ...small, bytes: 1e9, width: 1e6 }]), undefined);
    assert.equal(imageProblem(limited, false, []), undefined);
  });
});

const png: ImagePart = { type: 'image', mediaType: 'image/png', data: 'AAAA', width: 10, height: 10 };

function shows(text: string, ...images: readonly ImagePart[]): Message {
  return { role: 'user', parts: [...images, { type: 'text', text }] };
}

const images = (messages: readonly Message[]): number[] =>
  messages.map(({ parts }) => parts.filter(({ type }) => type === 'image').length);

describe('fitImages', () => {
  const history = [shows('One?', png, png), textMessage('assistant', 'Yes.'), shows('Two?', png)];

  it('leaves a request as it is where all can be taken', () => {
    const request = { messages: history };
    const fitted = fitImages(request, route('a'), true);
    assert.equal(fitted.request, request);
    assert.equal(fitted.leftOut, 0);
    assert.equal(fitImages(request, route('a'), undefined).request, request);
  });

  it('replaces those of earlier questions by a note where the model sees none, and keeps those asked about', () => {
    const { request, leftOut } = fitImages({ messages: history }, route('a'), false);
    assert.equal(leftOut, 2);
    assert.deepEqual(images(request.messages), [0, 0, 1]);
    assert.match(textOf(request.messages[0]!), /^\[An image was shown here\. .*\]\[An image was shown here.*\]One\?$/);
  });

  it('keeps the latest of more than the host takes', () => {
    const { request, leftOut } = fitImages({ messages: history }, limited, true);
    assert.equal(leftOut, 1);
    assert.deepEqual(images(request.messages), [1, 0, 1]);
  });

  it('leaves out earlier ones that are of a type that the host does not take', () => {
    const gif = { ...png, mediaType: 'image/gif' } as const;
    const { request, leftOut } = fitImages({ messages: [shows('One?', gif, png), shows('Two?')] }, limited, true);
    assert.equal(leftOut, 1);
    assert.deepEqual(images(request.messages), [1, 0]);
  });
});
