import assert from 'node:assert/strict';
import type { TurnView } from '../../../../../src/engine/chat/view/protocol';
import { Transcript } from '../../../../../src/webview/chat/transcript/transcript';
import { byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { recorded, turn, written } from '../../fixtures';

describe('the mark of a summary', () => {
  inBrowser();

  const summarised = (id: string, text: string, turns: number): TurnView =>
    turn(id, {
      ...written,
      summary: { text, turns, writer: { providerId: 'alpha', label: 'Alpha', model: 'alpha-model' } },
    });
  const shown = (
    turns: readonly TurnView[],
  ): { readonly transcript: Transcript; readonly calls: readonly unknown[] } => {
    const { actions, calls } = recorded();
    const transcript = new Transcript(actions);
    document.body.replaceChildren(transcript.element);
    transcript.update(turns, 'c');
    return { transcript, calls };
  };
  const marks = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.summary-mark')];

  it('stands behind the last turn that it is sent for, folded, with what it says and who wrote it', () => {
    shown([turn('1'), summarised('2', 'It was **about** parsers.', 2), turn('3')]);
    const [mark, ...others] = marks();
    assert.ok(mark);
    assert.equal(others.length, 0);
    assert.ok(mark.closest('.turn') === document.querySelectorAll('.turn')[1]);
    assert.equal(mark.querySelector('details')?.open, false);
    assert.equal(mark.querySelector('summary')?.textContent, 'A summary is sent in place of the 2 turns above');
    assert.match(mark.textContent, /It was \*\*about\*\* parsers\.Written by Alpha \(alpha-model\)/);
    assert.ok(namesByRole('region').includes('Summary'));
  });

  it('is that of the latest summary alone, and goes when it is taken back', () => {
    const { transcript, calls } = shown([summarised('1', 'Old.', 1), summarised('2', 'New.', 2), turn('3')]);
    assert.equal(marks().length, 1);
    assert.match(marks()[0]?.textContent ?? '', /New\./);
    byRole('button', 'Send the turns again').click();
    assert.deepEqual(calls, [['drop-summary', '2']]);
    transcript.update([summarised('1', 'Old.', 1), turn('2'), turn('3')], 'c');
    assert.match(marks()[0]?.textContent ?? '', /in place of the turn above.*Old\./s);
    transcript.update([turn('1'), turn('2'), turn('3')], 'c');
    assert.equal(marks().length, 0);
  });

  it('is shown when it comes, also where its turn was not drawn yet, and not with each word of an answer', () => {
    const seen: unknown[] = [];
    const many = Array.from({ length: 30 }, (_, index) => turn(String(index)));
    const { transcript } = shown(many);
    assert.equal(document.querySelectorAll('.turn').length, 10);
    document.defaultView!.Element.prototype.scrollIntoView = function (this: Element, options) {
      seen.push([this.className, options]);
    };
    const summed = many.map((each, index) => (index === 15 ? summarised('15', 'New.', 16) : each));
    transcript.update(summed, 'c');
    transcript.update([...summed, turn('31')], 'c');
    assert.deepEqual(seen, [['summary-mark', { block: 'center' }]]);
    assert.equal(marks().length, 1);
  });
});
