import assert from 'node:assert/strict';
import { conversationFromJson, conversationToJson } from '../../../../../src/engine/chat/exchange/json';
import { turn } from '../fixtures';

const facts = { name: 'a', width: 1, height: 1, bytes: 3 };

/** A file as somebody else may have written it. */
function file(changes: object): string {
  const turns = [turn('One?', { images: [] })];
  const whole: object = JSON.parse(
    conversationToJson({ title: 'One', createdAt: 1, turns, images: new Map() }),
  ) as object;
  return JSON.stringify({ ...whole, ...changes });
}

describe('conversationFromJson', () => {
  it('takes no bytes that are no image, and keeps the rest', () => {
    const images = {
      good: { mediaType: 'image/png', data: 'AQID' },
      script: { mediaType: 'image/svg+xml', data: 'AQID' },
      text: { mediaType: 'image/png', data: 'no base64!' },
      number: 7,
    };
    const read = conversationFromJson(file({ images }));
    assert.deepEqual([...(read?.images.keys() ?? [])], ['good']);
    assert.deepEqual([...(read?.images.get('good')?.bytes ?? [])], [1, 2, 3]);
    assert.equal(read?.turns.length, 1);
  });

  it('takes no thumbnail from an address, and no image of a type that no provider takes', () => {
    const images = [
      { ...facts, id: 'far', mediaType: 'image/png', thumbnail: 'https://evil.example/p.png' },
      { ...facts, id: 'near', mediaType: 'image/png', thumbnail: 'data:image/png;base64,AQID' },
      { ...facts, id: 'html', mediaType: 'text/html', thumbnail: 'data:image/png;base64,AQID' },
    ];
    const read = conversationFromJson(file({ turns: [{ ...turn('One?'), images }] }));
    assert.deepEqual(
      read?.turns[0]?.images.map(({ id, thumbnail }) => [id, thumbnail]),
      [
        ['far', ''],
        ['near', 'data:image/png;base64,AQID'],
      ],
    );
  });
});
