import assert from 'node:assert/strict';
import { ShownText } from '../../../../../src/engine/failover/request/shownText';
import { route } from '../fixtures';

const a = route('a');

function shown(text: string): ShownText {
  const answer = new ShownText();
  answer.text = text;
  return answer;
}

describe('ShownText', () => {
  it('adds text and knows that the attempt has written', () => {
    const answer = new ShownText();
    assert.deepEqual([answer.isEmpty, answer.hasGrown], [true, false]);
    assert.deepEqual([...answer.add({ text: 'one' })], [{ type: 'text', text: 'one' }]);
    assert.deepEqual([answer.text, answer.isEmpty, answer.hasGrown], ['one', false, true]);
  });

  it('retracts before it adds', () => {
    const answer = shown('one two');
    assert.deepEqual(
      [...answer.add({ text: ' three', retractTo: 3 })],
      [
        { type: 'retract', length: 3 },
        { type: 'text', text: ' three' },
      ],
    );
    assert.equal(answer.text, 'one three');
  });

  it('emits nothing for a retraction of nothing and for no text', () => {
    const answer = shown('one');
    assert.deepEqual([...answer.add({ text: '', retractTo: 3 })], []);
    assert.equal(answer.hasGrown, false);
  });

  it('takes what an attempt added back as thinking', () => {
    const answer = shown('one two');
    assert.deepEqual(
      [...answer.turnIntoThinking('one', a)],
      [
        { type: 'retract', length: 3 },
        { type: 'thinking', text: ' two', origin: a.type },
      ],
    );
    assert.equal(answer.text, 'one');
  });

  it('restores what the attempt had replaced', () => {
    const answer = shown('one 2');
    assert.deepEqual(
      [...answer.turnIntoThinking('one two', a)].map(({ type }) => type),
      ['retract', 'text', 'thinking'],
    );
    assert.equal(answer.text, 'one two');
  });

  it('leaves the text alone where the attempt added none', () => {
    const answer = shown('one');
    assert.deepEqual([...answer.turnIntoThinking('one', a)], []);
  });
});
