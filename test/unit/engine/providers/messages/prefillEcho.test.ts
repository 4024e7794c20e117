import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PrefillEcho } from '../../../../../src/engine/providers/messages/prefillEcho';

const prefill = 'The answer to it is ';

function heard(pieces: readonly string[], beginning = prefill): string {
  const echo = new PrefillEcho(beginning);
  return pieces.map((piece) => echo.push(piece)).join('') + echo.rest();
}

describe('PrefillEcho', () => {
  it('is taken away wherever the pieces end', () => {
    const pieces = fc.array(fc.nat(60), { maxLength: 6 }).map((cuts) => {
      const text = `${prefill}forty-two.`;
      const places = [0, ...new Set(cuts), text.length].sort((a, b) => a - b);
      return places.map((place, index) => text.slice(places[index - 1] ?? 0, place));
    });
    fc.assert(fc.property(pieces, (all) => assert.equal(heard(all), 'forty-two.')));
  });

  it('is not taken away a second time, nor in the middle', () => {
    assert.equal(heard([prefill, prefill]), prefill);
    assert.equal(heard(['x', prefill]), `x${prefill}`);
  });

  it('lets an answer through that only begins alike, as soon as that is clear', () => {
    const echo = new PrefillEcho(prefill);
    assert.equal(echo.push('The ans'), '');
    assert.equal(echo.push('ett'), 'The ansett');
    assert.equal(echo.push('er'), 'er');
    assert.equal(echo.rest(), '');
  });

  it('gives back what it held when the answer ends there', () => {
    assert.equal(heard(['The ', 'answer']), 'The answer');
    assert.equal(heard([prefill]), '');
  });

  it('is taken for the answer where it is short', () => {
    assert.equal(heard(['I', ' ', 'do'], 'I '), 'I do');
  });
});
