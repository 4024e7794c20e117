import assert from 'node:assert/strict';
import { tokenUse } from '../../../../../src/engine/chat/request/tokenUse';
import { alpha, answerOf, asks, attachedImage, attachment, done, says, turn } from '../fixtures';

const chip = (label: string, tokens: number, state: 'included' | 'offered' = 'included') =>
  ({ id: label, kind: 'file', label, note: '', detail: '', state, tokens }) as const;
const next = { turns: [], draft: '', images: [], context: [] };
const target = (contextWindow: number) => ({ route: alpha, contextWindow, contextWindows: [contextWindow] });
const long = (prompt: string) => turn(prompt, { answer: answerOf(asks(alpha), says('x'.repeat(35_000)), done()) });

describe('tokenUse', () => {
  it('counts each part of the next request, and their sum', () => {
    const image = attachedImage({ width: 280, height: 280 });
    const { parts, tokens } = tokenUse({
      turns: [turn('One?', { attachments: [attachment()] })],
      draft: 'x'.repeat(35),
      images: [image],
      context: [chip('a.ts', 120), chip('b.ts', 500, 'offered')],
    });
    assert.deepEqual(
      parts.map(({ label }) => label),
      ['Instructions', 'a.ts', '1 image', 'Your prompt', '1 earlier turn'],
    );
    assert.equal(parts[1]?.tokens, 120);
    assert.equal(parts[2]?.tokens, 100);
    assert.equal(parts[3]?.tokens, 10);
    assert.equal(
      tokens,
      parts.reduce((sum, part) => sum + part.tokens, 0),
    );
  });

  it('says which turns do not fit, the earliest first', () => {
    const turns = [long('One?'), long('Two?'), long('Three?')];
    const { parts, note } = tokenUse({ ...next, turns, target: target(40_000) });
    assert.equal(parts.at(-1)?.label, '2 earlier turns');
    assert.equal(note, 'The earliest turn does not fit and is left out. /compact sends a summary instead.');
    assert.match(tokenUse({ ...next, turns, target: target(20_000) }).note ?? '', /earliest 2 turns do not fit/);
  });

  it('says when what is attached is more than the model holds', () => {
    const { note, model, contextWindow } = tokenUse({ ...next, context: [chip('a.ts', 9_000)], target: target(8_000) });
    assert.deepEqual([model, contextWindow], ['Alpha (alpha-model)', 8_000]);
    assert.match(note ?? '', /more than Alpha \(alpha-model\) holds/);
  });

  it('tells no window where none is known', () => {
    const use = tokenUse(next);
    assert.deepEqual([use.contextWindow, use.model, use.note], [undefined, undefined, undefined]);
  });
});
